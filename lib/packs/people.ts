import { formatCsvRow } from "@/lib/proof/bundle-csv";

/** Somebody or something that acted in a period, and how much of what. */
export type PersonUse = {
  type: string;
  id: string | null;
  name: string | null;
  email: string | null;
  role: string | null;
  firstAt: string;
  lastAt: string;
  entries: number;
  signIns: number;
  notSuccessful: number;
  byCategory: Record<string, number>;
};

const columns = [
  "actor_type",
  "actor_id",
  "name",
  "email",
  "role",
  "first_at",
  "last_at",
  "entries",
  "sign_ins",
  "not_successful",
  "by_category",
];

/** Who did anything in the period, and with what; safe for spreadsheets. */
export function formatPeopleCsv(people: readonly PersonUse[]): string {
  const rows = people.map((person) => [
    person.type,
    person.id ?? "",
    person.name ?? "",
    person.email ?? "",
    person.role ?? "",
    person.firstAt,
    person.lastAt,
    String(person.entries),
    String(person.signIns),
    String(person.notSuccessful),
    JSON.stringify(person.byCategory),
  ]);
  return [columns, ...rows].map(formatCsvRow).join("");
}

export function formatPeopleJson(people: readonly PersonUse[]): string {
  return `${JSON.stringify({ data: people }, null, 1)}\n`;
}

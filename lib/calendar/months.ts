import { resolveRange } from "@/lib/entries/range";

const monthsMax = 2;

/** The days of these months, and each one's beginning in a zone: one edge more than days. */
export type Days = { days: string[]; edges: string[] };

/** "2026-10" and the month after it; null for what is no month. */
export function listDays(month: string, zone: string): Days | null {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined || number === undefined) return null;
  const first = Date.UTC(Number(year), Number(number) - 1, 1);
  const end = Date.UTC(Number(year), Number(number) - 1 + monthsMax, 1);
  const days: string[] = [];
  for (let day = first; day < end; day += 86_400_000) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  const edges = [...days, new Date(end).toISOString().slice(0, 10)];
  return { days, edges: edges.map((day) => beginningOf(day, zone)) };
}

function beginningOf(day: string, zone: string): string {
  const range = { kind: "absolute" as const, from: day, to: null };
  return resolveRange({ range }, new Date(0), zone).from ?? day;
}

import type { FieldName } from "@/lib/entries/fields";
import { type Filter, includeOnly } from "@/lib/entries/filter";
import { defaultView, formatView } from "@/lib/entries/view";

/** A pattern somebody should look at, and the entries that show it. */
export type Finding = {
  /** Stays the same while the pattern does. */
  id: string;
  title: string;
  /** What was seen, and what would be usual, in words a person understands. */
  says: string;
  weight: "high" | "medium";
  /** The entries behind it, as a query of the log. */
  query: string;
  count: number;
  /** When the newest of them was recorded; null for what is only counted. */
  at: string | null;
};

/** A sign-in that was let in or was not, as the log tells it. */
export type SignIn = {
  at: string;
  actorId: string;
  actorName: string;
  ip: string | null;
};

/** Somebody's sign-ins from a network, and what there was of them before. */
export type Arrival = {
  signIns: SignIn[];
  network: string;
  /** How many sign-ins of this person the log knew before, from here and from anywhere. */
  fromHereBefore: number;
  before: number;
};

/** Somebody's sign-ins at an hour of the day, and what there was of them before. */
export type Hour = {
  signIns: SignIn[];
  /** The hour of the newest, 0 to 23, in the organization's time zone. */
  hour: number;
  atThisHourBefore: number;
  before: number;
};

/** How often somebody did one kind of thing, lately and in the time before. */
export type Frequency = {
  /** A term of the filter, and what people call it. */
  actorId: string;
  actorName: string;
  verb: "delete" | "export" | "permission";
  lately: number;
  before: number;
  latelyDays: number;
  beforeDays: number;
};

/** Whoever is behind them counts as one: the same address or the same person. */
export function groupSignIns(
  signIns: SignIn[],
  keyOf: (one: SignIn) => string | null,
): Map<string, SignIn[]> {
  const groups = new Map<string, SignIn[]>();
  for (const one of signIns) {
    const key = keyOf(one);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** The newest of a group; groups are never empty. */
export function newestOf(signIns: SignIn[]): string {
  return (
    signIns
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ""
  );
}

export function listAddresses(signIns: SignIn[]): string[] {
  return [...new Set(signIns.flatMap(({ ip }) => (ip === null ? [] : [ip])))];
}

type Asked = Partial<Record<FieldName, string[]>>;

/** The filter of what a pattern is about, over the days that are looked at. */
export function createFilter(asked: Asked): Filter {
  return { ...defaultView.filter, terms: includeOnly(asked) };
}

/** The same as a query of the log. */
export function formatSearch(asked: Asked): string {
  return formatView({ ...defaultView, filter: createFilter(asked) });
}

export const failedSignIns = { verb: ["login"], outcome: ["failed", "denied"] };
export const goodSignIns = { verb: ["login"], outcome: ["success"] };

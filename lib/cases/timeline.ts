import type { Entry } from "@/lib/entries/model";
import type { Case, Note, Pin } from "./model";

/** One thing that happened: an entry somebody pinned, one that is no longer kept, a note. */
export type Happening =
  | { kind: "entry"; at: string; entry: Entry; pin: Pin }
  | { kind: "gone"; at: null; pin: Pin }
  | { kind: "note"; at: string; note: Note };

/** In the order in which it happened; what is no longer kept has only its number, and ends it. */
export function listHappenings(
  pins: readonly Pin[],
  entries: readonly Entry[],
  notes: readonly Note[],
): Happening[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const told: Happening[] = notes.map((note) => {
    return { kind: "note", at: note.happenedAt.toISOString(), note };
  });
  const gone: Happening[] = [];
  for (const pin of pins) {
    const entry = byId.get(pin.entryId);
    if (entry) told.push({ kind: "entry", at: entry.recorded_at, entry, pin });
    else gone.push({ kind: "gone", at: null, pin });
  }
  told.sort((left, right) => Date.parse(left.at ?? "") - Date.parse(right.at ?? ""));
  return [...told, ...gone];
}

export type Measures = { toDetect: string | null; toFix: string | null };

/** How long it took to notice, and from there to fix; null where a moment is not told. */
export function measureCase({
  beganAt,
  detectedAt,
  fixedAt,
}: Pick<Case, "beganAt" | "detectedAt" | "fixedAt">): Measures {
  return {
    toDetect: beganAt && detectedAt && describeDuration(+detectedAt - +beganAt),
    toFix: detectedAt && fixedAt && describeDuration(+fixedAt - +detectedAt),
  };
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** Its two largest units: "2 days 4 hours", "35 minutes". */
export function describeDuration(milliseconds: number): string {
  let left = milliseconds;
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "less than a minute" : parts.slice(0, 2).join(" ");
}

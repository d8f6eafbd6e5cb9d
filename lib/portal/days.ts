import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry, Outcome } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";

export type PortalLine = {
  id: string;
  sidx: number;
  at: string;
  clock: string;
  /** The time with its zone, in full. */
  when: string;
  sentence: string;
  outcome: Outcome;
};
export type PortalDay = { label: string; iso: string; lines: PortalLine[] };

/** Entries in the order given, as plain sentences under the days they happened on. */
export function groupByDay(
  entries: Entry[],
  { zone, now }: { zone: string; now: number },
): PortalDay[] {
  const days: PortalDay[] = [];
  for (const entry of entries) {
    const iso = describeMoment(entry.recorded_at, zone).iso.slice(0, 10);
    let day = days.at(-1);
    if (day?.iso !== iso) {
      day = { label: labelDay(iso, zone, now), iso, lines: [] };
      days.push(day);
    }
    day.lines.push(describeLine(entry, zone));
  }
  return days;
}

export function describeLine(entry: Entry, zone: string): PortalLine {
  const { id, sidx, outcome, recorded_at: at } = entry;
  const moment = describeMoment(at, zone);
  const when = `${moment.day}, ${moment.clock} ${moment.zoneName}`;
  const clock = moment.clock.slice(0, 5);
  return { id, sidx, at, clock, when, sentence: describeEntry(entry, null), outcome };
}

function labelDay(iso: string, zone: string, now: number): string {
  const dayOf = (time: number) =>
    describeMoment(new Date(time).toISOString(), zone).iso.slice(0, 10);
  if (iso === dayOf(now)) return "Today";
  if (iso === dayOf(now - 86_400_000)) return "Yesterday";
  const date = new Date(`${iso}T12:00:00Z`);
  const year = iso.slice(0, 4) === dayOf(now).slice(0, 4) ? undefined : "numeric";
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year,
    timeZone: "UTC",
  }).format(date);
}

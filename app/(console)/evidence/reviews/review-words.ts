import { listChips } from "@/lib/entries/chips";
import { describeMoment } from "@/lib/entries/moment";
import { parseView } from "@/lib/entries/view";

/** The conditions of a query, without its time: that stands beside them. */
export function describeConditions(query: string): string {
  const { view } = parseView(new URLSearchParams(query));
  const conditions = listChips(view)
    .filter(({ field }) => field !== "range" && field !== "upto")
    .map(({ label }) => label);
  return conditions.length === 0 ? "Everything" : conditions.join(", ");
}

/** From its first to its last moment; whole days without their midnights. */
export function describePeriod(
  { rangeFrom, rangeTo }: { rangeFrom: string; rangeTo: string },
  zone: string,
): string {
  const start = describeMoment(rangeFrom, zone);
  const end = describeMoment(rangeTo, zone);
  const isMidnight = end.clock.startsWith("00:00:00");
  const before = new Date(Date.parse(rangeTo) - 1).toISOString();
  const last = isMidnight ? describeMoment(before, zone).day : `${end.day} ${end.clock}`;
  const first = start.clock.startsWith("00:00:00")
    ? start.day
    : `${start.day} ${start.clock}`;
  return first === last ? first : `${first} – ${last}`;
}

import type { ListedSchedule } from "@/lib/export-schedules/model";
import { describeQuery } from "@/lib/exports/query-words";

/** The conditions and the range of a query, in one line. */
export function tellQuery(query: string, zone: string): string {
  const { filter, range } = describeQuery(query, zone);
  return `${filter}, ${range}`;
}

export function tellSchedules<Line extends ListedSchedule>(schedules: Line[]) {
  return schedules.map((one) => ({ ...one, says: tellQuery(one.query, one.zone) }));
}

import { formatInstant, type Instant } from "@/lib/kit/time";
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  formatDay,
  parseDay,
  startOfDay,
} from "@/lib/kit/zone";
import type { Cadence, Plan, Review } from "./model";

export type CellState = "reviewed" | "partly" | "due" | "missed" | "running";

/** A period of a plan, and what of it was reviewed. */
export type Cell = {
  label: string;
  from: string;
  to: string;
  /** Its first and last day, for the address of the log. */
  firstDay: string;
  lastDay: string;
  state: CellState;
  reviewIds: string[];
  /** What of it nobody has signed for. */
  gaps: { from: string; to: string }[];
};

export type PlanCoverage = Plan & { cells: Cell[]; due: number };

const monthsOf: Record<Cadence, number> = { month: 1, quarter: 3, year: 12 };
export const shownMax = 8;

type Signed = Pick<Review, "id" | "area" | "rangeFrom" | "rangeTo" | "signedAt">;

/** The last periods of a plan, oldest first; the newest of them is still running. */
export function measureCoverage(
  plan: Pick<Plan, "area" | "cadence" | "startsOn">,
  reviews: readonly Signed[],
  { now, zone }: { now: Date; zone: string },
): Cell[] {
  const counted = reviews.filter(
    ({ area, signedAt }) => area === plan.area && signedAt !== null,
  );
  const periods = listPeriods(plan, dayAt(now, zone));
  return periods.map((start, at) => {
    const isRunning = at === periods.length - 1;
    const cell = describePeriod(start, plan.cadence, zone);
    const { gaps, reviewIds } = subtract(cell, counted);
    const isLast = at === periods.length - 2;
    const open = isLast ? "due" : "missed";
    const partly = reviewIds.length > 0 ? "partly" : open;
    const state = gaps.length === 0 ? "reviewed" : partly;
    return { ...cell, state: isRunning ? "running" : state, gaps, reviewIds };
  });
}

/** The periods that are over and not reviewed to their end. */
export function countDue(cells: readonly Cell[]): number {
  return cells.filter(({ state }) => ["partly", "due", "missed"].includes(state)).length;
}

/** First days, the last one that of the period `today` is in. */
function listPeriods(
  { cadence, startsOn }: Pick<Plan, "cadence" | "startsOn">,
  today: Day,
): Day[] {
  const step = monthsOf[cadence];
  const first = parseDay(startsOn);
  if (first === null) throw new RangeError(`${startsOn} is not a day`);
  const start = beginPeriod(first, step);
  const periods = [beginPeriod(today, step)];
  while (periods.length < shownMax) {
    const before = addMonths(periods[0] ?? today, -step);
    if (formatDay(before) < formatDay(start)) break;
    periods.unshift(before);
  }
  return periods;
}

function beginPeriod(day: Day, step: number): Day {
  return addMonths(day, -((day.month - 1) % step));
}

function describePeriod(start: Day, cadence: Cadence, zone: string) {
  const end = addMonths(start, monthsOf[cadence]);
  return {
    label: labelOf(start, cadence),
    from: textOf(startOfDay(start, zone)),
    to: textOf(startOfDay(end, zone)),
    firstDay: formatDay(start),
    lastDay: formatDay(addDays(end, -1)),
  };
}

function labelOf({ year, month }: Day, cadence: Cadence): string {
  if (cadence === "year") return String(year);
  if (cadence === "quarter") return `Q${Math.floor((month - 1) / 3) + 1} ${year}`;
  const name = new Date(Date.UTC(year, month - 1)).toLocaleString("en-GB", {
    month: "short",
    timeZone: "UTC",
  });
  return `${name} ${year}`;
}

/** What of a period the reviews leave open; both have half-open times. */
function subtract(
  { from, to }: { from: string; to: string },
  reviews: readonly Signed[],
) {
  const inside = reviews
    .filter(({ rangeFrom, rangeTo }) => rangeFrom < to && rangeTo > from)
    .sort((left, right) => (left.rangeFrom < right.rangeFrom ? -1 : 1));
  const gaps: { from: string; to: string }[] = [];
  let reached = from;
  for (const { rangeFrom, rangeTo } of inside) {
    if (rangeFrom > reached) gaps.push({ from: reached, to: rangeFrom });
    if (rangeTo > reached) reached = rangeTo;
  }
  if (reached < to) gaps.push({ from: reached, to });
  return { gaps, reviewIds: inside.map(({ id }) => id) };
}

function textOf(instant: Instant): string {
  return formatInstant(instant) ?? "";
}

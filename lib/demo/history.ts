import { listDays, type Window, weighDay } from "./calendar";
import type { Cast } from "./cast";
import { type Day, planDay } from "./day";
import { planIncidents } from "./incidents/plan";
import { listMachines } from "./machines";
import { formatMoment, microsPerDay } from "./moment";
import { Random } from "./random";
import type { Beat, DemoEvent } from "./story";
import { createWorld, type World } from "./world";

export const historyDays = 396;
export const historyEventsMin = 300;
const busyDayEvents = 14;
const lastDays = 7;

export type HistoryOptions = {
  seed: number;
  /** How many events come out, exactly. */
  events: number;
  cast: Cast;
  /** Microseconds since 1970; nothing happens at or after it. */
  endAt: number;
};

export function startOfHistory(endAt: number): number {
  return endAt - historyDays * microsPerDay;
}

/**
 * The same events for the same options, in the order of their times. Made a day at a
 * time, so memory does not grow with the number of events.
 */
export function* generateHistory(options: HistoryOptions): Generator<DemoEvent> {
  const { seed, events, cast, endAt } = options;
  if (events < historyEventsMin) {
    throw new RangeError(`a history has at least ${historyEventsMin} events`);
  }
  const startAt = startOfHistory(endAt);
  const random = new Random(`history/${cast.slug}/${seed}`);
  const world = createWorld(cast, random, { startAt, endAt });
  const incidents = planIncidents(world, events);
  const machines = listMachines(world);
  let next = 0;
  let last = startAt;
  for (const day of shareDays(world, events - incidents.length)) {
    const planner = new Random(`day/${seed}/${day.from}`);
    const until = incidents.findIndex(({ at }, place) => place >= next && at >= day.to);
    const mine = incidents.slice(next, until < 0 ? incidents.length : until);
    next += mine.length;
    for (const beat of merge(planDay(world, planner, day, machines), mine)) {
      last = Math.max(beat.at, last + 1);
      yield describe(world, beat, last);
    }
  }
}

function describe(world: World, beat: Beat, at: number): DemoEvent {
  const { client, event, source, keyId } = beat.tell(world);
  return { at: formatMoment(at), clientSlug: client?.slug ?? null, event, source, keyId };
}

/** Shares the events among the days; rounding the sums keeps the total exact. */
function shareDays(world: World, total: number): Day[] {
  const { startAt, endAt } = world;
  const days = listDays(startAt, endAt);
  const weights = days.map((day) => weightOf(world, day, total / days.length));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return days.map((day, at) => {
    passed += weights[at] ?? 0;
    const reached = at === days.length - 1 ? total : Math.floor((total * passed) / sum);
    const count = reached - given;
    given = reached;
    return { ...day, count };
  });
}

/** A short history has fewer days with something on them, so that sessions stay whole. */
function weightOf(world: World, day: Window, eventsPerDay: number): number {
  const { random, startAt, endAt } = world;
  const weight = weighDay(day, (day.from - startAt) / (endAt - startAt), random);
  const isLate = day.from >= endAt - lastDays * microsPerDay;
  const isQuiet = !random.chance(eventsPerDay / busyDayEvents);
  return isQuiet && !isLate ? 0 : weight;
}

function* merge(one: Beat[], other: Beat[]): Generator<Beat> {
  let next = 0;
  for (const beat of one) {
    for (; (other[next]?.at ?? Infinity) <= beat.at; next += 1) yield other[next] ?? beat;
    yield beat;
  }
  yield* other.slice(next);
}

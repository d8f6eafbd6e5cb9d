import { clip, isDayOff, officeHours, type Window } from "./calendar";
import type { Staff } from "./cast";
import { act } from "./doer";
import type { Machine } from "./machines";
import { microsPerDay, microsPerHour } from "./moment";
import type { Random } from "./random";
import { drawTimes, planSession, sessionBeatsMin } from "./session";
import type { Beat } from "./story";
import { isEmployed, type World } from "./world";

export type Day = Window & { count: number };

const peopleShare = 0.62;
const peopleShareOnDaysOff = 0.2;
const beatsPerPersonMax = 150;
const sessionsPerPerson = 2.5;
const sessionBeatsMax = 70;
const sessionBeatsUsual = 9;
const lunchShare = 0.06;

/** Every moment of one day, in order: exactly as many as the day was given. */
export function planDay(
  world: World,
  random: Random,
  day: Day,
  machines: readonly Machine[],
): Beat[] {
  const beats = shareOut(world, random, day).flatMap(({ staff, hours, sizes }) =>
    sizes.flatMap((size, at) => {
      const window = slotOf(hours, at, sizes.length);
      return planSession(world, random, { staff, window, beats: size });
    }),
  );
  const rest = { ...day, count: day.count - beats.length };
  beats.push(...planMachines(world, random, rest, machines));
  return beats.sort((one, other) => one.at - other.at);
}

/** Somebody who is in today, with the length of each of their sessions. */
type Attendance = { staff: Staff; hours: Window; weight: number; sizes: number[] };

function shareOut(world: World, random: Random, day: Day): Attendance[] {
  const isOff = isDayOff(day.from, world.cast.timeZone);
  const present = listPresent(world, random, day, isOff);
  if (present.length === 0) return [];
  const share = isOff ? peopleShareOnDaysOff : peopleShare;
  let left = Math.min(Math.round(day.count * share), present.length * beatsPerPersonMax);
  const usual = left / (present.length * sessionsPerPerson);
  const size = Math.max(sessionBeatsUsual, Math.min(sessionBeatsMax, Math.ceil(usual)));
  while (left >= sessionBeatsMin) {
    const { sizes } = random.weighted(present);
    const beats = Math.min(left, random.int(sessionBeatsMin, size * 2 - sessionBeatsMin));
    sizes.push(beats);
    left -= beats;
  }
  return present;
}

function listPresent(
  world: World,
  random: Random,
  day: Day,
  isOff: boolean,
): Attendance[] {
  const zones = [...new Set(world.cast.staff.map(({ timeZone }) => timeZone))];
  const hoursIn = new Map(zones.map((zone) => [zone, officeHours(day, zone)]));
  const present = world.cast.staff.flatMap((staff) => {
    const hours = hoursIn.get(staff.timeZone);
    if (!hours || !isEmployed(world, staff, day.to)) return [];
    return [{ staff, hours, weight: staff.weight, sizes: [] }];
  });
  if (!isOff) return present;
  const onCall = present.filter(({ staff }) => staff.job === "engineer");
  return onCall.length === 0 ? [] : [random.pick(onCall)];
}

/** The sessions of one person follow each other: nobody is in two at once. */
function slotOf(hours: Window, at: number, count: number): Window {
  const length = (hours.to - hours.from) / count;
  const gap = length * lunchShare;
  const from = hours.from + at * length + gap;
  return { from, to: from + length - 2 * gap };
}

function planMachines(
  world: World,
  random: Random,
  day: Day,
  machines: readonly Machine[],
): Beat[] {
  return Array.from({ length: Math.max(0, day.count) }, () => {
    const machine = random.weighted(machines);
    const [at = day.from] = drawTimes(random, hoursOf(machine, day), 1);
    return { at, tell: () => act(world, machine, at, Number.POSITIVE_INFINITY) };
  });
}

const hours = {
  night: { from: 1, to: 4.5 },
  day: { from: 7.5, to: 18.5 },
  always: { from: 0, to: 24 },
} as const;

/** A part of a day may lack a machine's hours; then it acts whenever there is time. */
function hoursOf(machine: Machine, day: Day): Window {
  const midnight = day.from - (day.from % microsPerDay);
  const { from, to } = hours[machine.hours];
  const usual = {
    from: midnight + from * microsPerHour,
    to: midnight + to * microsPerHour,
  };
  return clip(day, usual) ?? day;
}

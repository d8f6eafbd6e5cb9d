import { clip, isDayOff, officeHours, type Window } from "./calendar";
import type { Staff } from "./cast";
import { act } from "./doer";
import type { Machine } from "./machines";
import type { Random } from "./random";
import { drawTimes, planSession, sessionBeatsMin } from "./session";
import { type Beat, microsPerDay, microsPerHour } from "./story";
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
  const beats: Beat[] = [];
  for (const [staff, sizes] of shareOut(world, random, day)) {
    const hours = officeHours(day, staff.timeZone);
    if (!hours) continue;
    sizes.forEach((size, at) => {
      const window = slotOf(hours, at, sizes.length);
      beats.push(...planSession(world, random, { staff, window, beats: size }));
    });
  }
  beats.push(
    ...planMachines(world, random, { ...day, count: day.count - beats.length }, machines),
  );
  return beats.sort((one, other) => one.at - other.at);
}

/** Who comes in, and how long each of their sessions is. */
function shareOut(world: World, random: Random, day: Day): Map<Staff, number[]> {
  const present = listPresent(world, random, day);
  const share = isDayOff(day.from, world.cast.timeZone)
    ? peopleShareOnDaysOff
    : peopleShare;
  const sessions = new Map<Staff, number[]>();
  if (present.length === 0) return sessions;
  let left = Math.min(Math.round(day.count * share), present.length * beatsPerPersonMax);
  const usual = left / (present.length * sessionsPerPerson);
  const size = Math.max(sessionBeatsUsual, Math.min(sessionBeatsMax, Math.ceil(usual)));
  while (left >= sessionBeatsMin) {
    const staff = random.weighted(present);
    const beats = Math.min(left, random.int(sessionBeatsMin, size * 2 - sessionBeatsMin));
    sessions.set(staff, [...(sessions.get(staff) ?? []), beats]);
    left -= beats;
  }
  return sessions;
}

function listPresent(world: World, random: Random, day: Day): Staff[] {
  const inOffice = world.cast.staff.filter(
    (staff) =>
      isEmployed(world, staff, day.to) && officeHours(day, staff.timeZone) !== null,
  );
  if (!isDayOff(day.from, world.cast.timeZone)) return inOffice;
  const onCall = inOffice.filter(({ job }) => job === "engineer");
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

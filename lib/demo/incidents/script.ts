import type { Actor, Context, Source } from "@/lib/entries/model";
import { dayAt, startOfDay } from "@/lib/kit/zone";
import type { Staff } from "../cast";
import { microsPerMinute } from "../moment";
import { Random } from "../random";
import { contextOf } from "../session";
import { officeIp } from "../staff-profiles";
import { actorOfStaff, type Beat, type Draft } from "../story";
import type { World } from "../world";

export type Incident = (world: World, size: IncidentSize) => Beat[];

/** A short history keeps every incident, with fewer lines in it. */
export type IncidentSize = (full: number) => number;

export type Voice = {
  actor: Actor;
  source: Source;
  keyId: string | null;
  context: (random: Random) => Context;
};

type Place = { ip?: string; session?: string; userAgent?: string };

/** Somebody acting from a place; what is left out is as usual for that person. */
export function voiceOf(staff: Staff, place: Place = {}): Voice {
  const { ip = officeIp, userAgent = staff.userAgent, session } = place;
  const sessionId = session ? new Random(`session/${session}/${staff.id}`).hex(16) : null;
  return {
    actor: actorOfStaff(staff),
    source: "web",
    keyId: null,
    context: (random) => contextOf(random, { ip, session: sessionId, userAgent }),
  };
}

export const custodyVoice: Voice = {
  actor: { type: "system", id: "custody", name: "Custody", email: null, role: null },
  source: "system",
  keyId: null,
  context: (random) => contextOf(random, { ip: null, session: null, userAgent: null }),
};

/** What is told may depend on the world as it is by then. */
export function say(
  at: number,
  voice: Voice,
  draft: Draft | ((world: World) => Draft),
): Beat {
  const { actor, context, source, keyId } = voice;
  return {
    at: Math.floor(at),
    tell: (world) => {
      const { client, event } = typeof draft === "function" ? draft(world) : draft;
      const told = { actor, ...event, context: context(world.random) };
      return { client, event: told, source, keyId };
    },
  };
}

/** A time of the day so many days before the end, on the wall clock of a zone. */
export function momentOf(
  world: World,
  options: { daysBeforeEnd: number; time: string; timeZone?: string },
): number {
  const { daysBeforeEnd, time, timeZone = world.cast.timeZone } = options;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const end = new Date(world.endAt / 1000);
  const day = dayAt(
    new Date(end.getTime() - daysBeforeEnd * millisecondsPerDay),
    timeZone,
  );
  return Number(startOfDay(day, timeZone)) + (hours * 60 + minutes) * microsPerMinute;
}

const millisecondsPerDay = 86_400_000;

export function userTarget({ id, name }: Staff) {
  return { type: "user", id, name };
}

import type { Context } from "@/lib/entries/model";
import type { Window } from "./calendar";
import type { Staff } from "./cast";
import { act, type Doer, drawRequestId } from "./doer";
import { duties } from "./duties";
import { microsPerMinute } from "./moment";
import type { Random } from "./random";
import { officeIp } from "./staff-profiles";
import { actorOfStaff, type Beat, internal, type Telling } from "./story";
import type { World } from "./world";

export const sessionBeatsMin = 3;
const officeShare = 0.75;
const mistypedShare = 0.08;
const beatMinutesMin = 3;
const signedOutShare = 0.75;

/** A person's stay: sign-in, work, and mostly a sign-out, all with one session id. */
export function planSession(
  world: World,
  random: Random,
  options: { staff: Staff; window: Window; beats: number },
): Beat[] {
  const { staff, window, beats } = options;
  const doer = sitDown(world, random, staff);
  const hasMistyped = beats > sessionBeatsMin && random.chance(mistypedShare);
  const signsOut = random.chance(signedOutShare);
  const opening = hasMistyped ? 2 : 1;
  const closing = signsOut ? 1 : 0;
  return drawTimes(random, stayWithin(random, window, beats), beats).map(
    (at, position) => ({
      at,
      tell: () => {
        if (hasMistyped && position === 0) return signInFailed(world, doer, staff);
        if (position === opening - 1) return tell(world, doer, "user.signed_in", staff);
        if (position >= beats - closing)
          return tell(world, doer, "user.signed_out", staff);
        return act(world, doer, at, beats - closing - position);
      },
    }),
  );
}

function sitDown(world: World, random: Random, staff: Staff): Doer {
  const ip = random.chance(officeShare) ? officeIp : staff.homeIp;
  const session = random.hex(16);
  const own = world.cast.clients.filter(({ slug }) => staff.clientSlugs.includes(slug));
  return {
    actor: () => actorOfStaff(staff),
    staff,
    source: "web",
    keyId: null,
    context: (drawn) => contextOf(drawn, { ip, session, userAgent: staff.userAgent }),
    deeds: duties[staff.job],
    clients: own.length > 0 ? own : world.cast.clients,
    waiting: [],
  };
}

export function contextOf(
  random: Random,
  options: { ip: string | null; session: string | null; userAgent: string | null },
): Context {
  const { ip, session, userAgent } = options;
  return {
    ip,
    user_agent: userAgent,
    session_id: session,
    request_id: drawRequestId(random),
  };
}

function tell(world: World, doer: Doer, action: string, staff: Staff): Telling {
  const event = {
    action,
    target: { type: "user", id: staff.id, name: staff.name },
    actor: actorOfStaff(staff),
    context: doer.context(world.random),
  };
  return { ...internal(event), source: doer.source, keyId: null };
}

/** Nobody has a session before the password is right. */
function signInFailed(world: World, doer: Doer, staff: Staff): Telling {
  const told = tell(world, doer, "user.sign_in_failed", staff);
  const context = { ...told.event.context, session_id: null };
  return {
    ...told,
    event: { ...told.event, outcome: "failed", reason: "wrong password", context },
  };
}

/** A stay is as long as what is done in it, somewhere in the time there is. */
function stayWithin(random: Random, { from, to }: Window, beats: number): Window {
  const minutes = beats * (beatMinutesMin + beatMinutesMin * random.fraction());
  const length = Math.min(to - from, minutes * microsPerMinute);
  const start = from + (to - from - length) * random.fraction();
  return { from: start, to: start + length };
}

export function drawTimes(random: Random, { from, to }: Window, count: number): number[] {
  return Array.from({ length: count }, () =>
    Math.floor(from + (to - from) * random.fraction()),
  ).sort((one, other) => one - other);
}

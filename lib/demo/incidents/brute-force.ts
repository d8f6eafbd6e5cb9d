import { findStaff } from "../cast";
import { microsPerMinute, microsPerSecond } from "../moment";
import type { StaffKey } from "../staff-profiles";
import { type Beat, internal } from "../story";
import type { World } from "../world";
import {
  custodyVoice,
  type Incident,
  momentOf,
  say,
  userTarget,
  voiceOf,
} from "./script";

const attackMinutes = 6;
const attackerAgent = "python-requests/2.32.3";

type Attack = {
  key: StaffKey;
  daysBeforeEnd: number;
  time: string;
  failures: number;
  /** The first three numbers of the /24 it comes from. */
  network: string;
};

/** Many wrong passwords, then a right one; the account is locked and unlocked. */
function attack(world: World, options: Attack): Beat[] {
  const { key, failures, network } = options;
  const victim = findStaff(world.cast, key);
  const start = momentOf(world, options);
  const step = (attackMinutes * microsPerMinute) / failures;
  const target = userTarget(victim);
  const from = (host: number, session?: string) =>
    voiceOf(victim, { ip: `${network}.${host}`, userAgent: attackerAgent, session });
  const failed = Array.from({ length: failures }, (_, at) =>
    say(
      start + at * step,
      from(60 + ((at * 7) % 40)),
      internal({
        action: "user.sign_in_failed",
        target,
        outcome: "failed",
        reason: "wrong password",
      }),
    ),
  );
  const inside = start + attackMinutes * microsPerMinute;
  return [
    ...failed,
    say(
      inside + 2 * microsPerSecond,
      from(71, "attack"),
      internal({ action: "user.signed_in", target }),
    ),
    say(
      inside + 9 * microsPerSecond,
      custodyVoice,
      internal({
        action: "user.locked_out",
        target,
        reason: `${failures} failed sign-ins in ${attackMinutes} minutes`,
        changes: [{ path: "/locked", before: false, after: true }],
      }),
    ),
    ...cleanUp(world, target, inside),
  ];
}

function cleanUp(world: World, target: ReturnType<typeof userTarget>, inside: number) {
  const alice = voiceOf(findStaff(world.cast, "alice"), { session: "brute-force" });
  const after = (minutes: number) => inside + minutes * microsPerMinute;
  return [
    say(
      after(21),
      alice,
      internal({
        action: "user.sessions_revoked",
        target,
        reason: "Sign-in from an unknown network after many failures",
      }),
    ),
    say(
      after(34),
      alice,
      internal({
        action: "user.unlocked",
        target,
        reason: "New password set by phone, identity checked",
        changes: [{ path: "/locked", before: true, after: false }],
      }),
    ),
  ];
}

export const bruteForce: Incident = (world, size) =>
  attack(world, {
    key: "carol",
    daysBeforeEnd: 71,
    time: "03:12",
    failures: size(180),
    network: "198.51.100",
  });

export const recentBruteForce: Incident = (world, size) =>
  attack(world, {
    key: "erin",
    daysBeforeEnd: 3,
    time: "04:41",
    failures: size(28),
    network: "203.0.113",
  });

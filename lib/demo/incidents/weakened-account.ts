import { findStaff } from "../cast";
import { microsPerMinute } from "../moment";
import { type Beat, internal } from "../story";
import type { World } from "../world";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const unusualIp = "198.51.100.231";
const unusualAgent = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0";

const key = { type: "api_key", id: "key_19", name: "temp" };

/** From an address never seen before: the second factor goes and a new key comes. */
export const weakenedAccount: Incident = (world) => {
  const start = momentOf(world, { daysBeforeEnd: 19, time: "05:36" });
  return [...weaken(world, start), ...repair(world, start + 190 * microsPerMinute)];
};

function weaken(world: World, start: number): Beat[] {
  const bo = findStaff(world.cast, "bo");
  const stranger = voiceOf(bo, {
    ip: unusualIp,
    userAgent: unusualAgent,
    session: "weakened-account",
  });
  return [
    say(start, stranger, internal({ action: "user.signed_in", target: userTarget(bo) })),
    say(
      start + microsPerMinute,
      stranger,
      internal({
        action: "user.mfa_removed",
        target: userTarget(bo),
        changes: [{ path: "/second_factor", before: "authenticator app", after: null }],
      }),
    ),
    say(
      start + 2 * microsPerMinute,
      stranger,
      internal({
        action: "api_key.created",
        target: key,
        after: {
          name: key.name,
          scopes: ["audit:read", "audit:export"],
          expires_in_days: null,
        },
      }),
    ),
  ];
}

function repair(world: World, start: number): Beat[] {
  const bo = findStaff(world.cast, "bo");
  const alice = voiceOf(findStaff(world.cast, "alice"), { session: "weakened-account" });
  const atHome = voiceOf(bo, { ip: bo.homeIp, session: "weakened-account-after" });
  return [
    say(
      start,
      alice,
      internal({
        action: "api_key.revoked",
        target: key,
        reason: "Bo did not make it",
        changes: [{ path: "/status", before: "active", after: "revoked" }],
      }),
    ),
    say(
      start + 2 * microsPerMinute,
      alice,
      internal({ action: "user.sessions_revoked", target: userTarget(bo) }),
    ),
    say(
      start + 50 * microsPerMinute,
      atHome,
      internal({
        action: "user.mfa_enrolled",
        target: userTarget(bo),
        changes: [{ path: "/second_factor", before: null, after: "security key" }],
      }),
    ),
  ];
}

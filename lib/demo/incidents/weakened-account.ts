import { findStaff } from "../cast";
import { internal, microsPerMinute } from "../story";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const unusualIp = "198.51.100.231";
const unusualAgent = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0";

/** From an address never seen before: the second factor goes and a new key comes. */
export const weakenedAccount: Incident = (world) => {
  const bo = findStaff(world.cast, "bo");
  const stranger = voiceOf(bo, {
    ip: unusualIp,
    userAgent: unusualAgent,
    session: "weakened-account",
  });
  const alice = voiceOf(findStaff(world.cast, "alice"), { session: "weakened-account" });
  const start = momentOf(world, { daysBeforeEnd: 19, time: "05:36" });
  const at = (minutes: number) => start + minutes * microsPerMinute;
  const key = { type: "api_key", id: "key_19", name: "temp" };
  return [
    say(start, stranger, internal({ action: "user.signed_in", target: userTarget(bo) })),
    say(
      at(1),
      stranger,
      internal({
        action: "user.mfa_removed",
        target: userTarget(bo),
        changes: [{ path: "/second_factor", before: "authenticator app", after: null }],
      }),
    ),
    say(
      at(2),
      stranger,
      internal({
        action: "api_key.created",
        target: key,
        after: {
          name: "temp",
          scopes: ["audit:read", "audit:export"],
          expires_in_days: null,
        },
      }),
    ),
    say(
      at(190),
      alice,
      internal({
        action: "api_key.revoked",
        target: key,
        reason: "Bo did not make it",
        changes: [{ path: "/status", before: "active", after: "revoked" }],
      }),
    ),
    say(
      at(192),
      alice,
      internal({ action: "user.sessions_revoked", target: userTarget(bo) }),
    ),
    say(
      at(240),
      voiceOf(bo, { ip: bo.homeIp, session: "weakened-account-after" }),
      internal({
        action: "user.mfa_enrolled",
        target: userTarget(bo),
        changes: [{ path: "/second_factor", before: null, after: "security key" }],
      }),
    ),
  ];
};

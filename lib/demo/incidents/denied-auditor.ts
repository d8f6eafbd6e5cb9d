import { findStaff } from "../cast";
import { microsPerSecond } from "../moment";
import { internal } from "../story";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const tries = [
  ["/settings/retention", "settings:change"],
  ["/settings/api-keys", "api_keys:create"],
  ["/settings/api-keys", "api_keys:create"],
  ["/settings/users", "users:create"],
  ["/settings/users", "users:create"],
  ["/settings/redaction", "settings:change"],
  ["/settings/integrations", "integrations:change"],
  ["/settings/api-keys", "api_keys:create"],
] as const;

/** Somebody who may read everything tries, page after page, to change something. */
export const deniedAuditor: Incident = (world) => {
  const grace = findStaff(world.cast, "grace");
  const voice = voiceOf(grace, { ip: grace.homeIp, session: "denied-auditor" });
  const start = momentOf(world, { daysBeforeEnd: 96, time: "18:47" });
  return [
    say(start, voice, internal({ action: "user.signed_in", target: userTarget(grace) })),
    ...tries.map(([page, permission], at) =>
      say(
        start + (20 + at * 13) * microsPerSecond,
        voice,
        internal({
          action: "access.denied",
          target: { type: "page", id: page, name: page },
          outcome: "denied",
          reason: `the role auditor lacks ${permission}`,
        }),
      ),
    ),
  ];
};

import { findStaff } from "../cast";
import {
  integrations,
  integrationTarget,
  rotateCredentials,
} from "../deeds/integrations";
import { microsPerMinute } from "../moment";
import { internal } from "../story";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

/** The keys to a vendor's system change at night, and its data stops coming. */
export const rotatedCredentials: Incident = (world) => {
  const dev = findStaff(world.cast, "dev");
  const voice = voiceOf(dev, { ip: dev.homeIp, session: "rotated-credentials" });
  const start = momentOf(world, { daysBeforeEnd: 12, time: "03:07" });
  const [, rmm] = integrations;
  return [
    say(
      start - microsPerMinute,
      voice,
      internal({ action: "user.signed_in", target: userTarget(dev) }),
    ),
    say(start, voice, rotateCredentials(rmm, "No reason given")),
    say(
      start + 15 * microsPerMinute,
      voice,
      internal({
        action: "integration.sync_failed",
        target: integrationTarget(rmm),
        outcome: "failed",
        reason: "401 Unauthorized",
        request: { method: "GET", url: `https://${rmm.host}/v2/devices` },
        response: { status: 401, duration_ms: 122 },
      }),
    ),
    say(
      start + 21 * microsPerMinute,
      voice,
      rotateCredentials(rmm, "Typed wrongly before"),
    ),
  ];
};

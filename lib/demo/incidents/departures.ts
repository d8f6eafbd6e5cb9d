import { findStaff, type Staff } from "../cast";
import { microsPerMinute } from "../moment";
import { type Beat, internal } from "../story";
import type { World } from "../world";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

/** Off-boarding as it should be; what it forgets is another story's beginning. */
export const departures: Incident = (world) =>
  world.cast.staff.flatMap((staff) =>
    staff.leftDaysBeforeEnd === null
      ? []
      : offBoard(world, staff, staff.leftDaysBeforeEnd),
  );

function offBoard(world: World, leaver: Staff, daysBeforeEnd: number): Beat[] {
  const alice = voiceOf(findStaff(world.cast, "alice"), {
    session: `leaver-${leaver.key}`,
  });
  const start = momentOf(world, { daysBeforeEnd, time: "17:30" });
  const target = userTarget(leaver);
  return [
    say(
      start,
      alice,
      internal({
        action: "user.disabled",
        target,
        reason: "Last working day",
        changes: [{ path: "/enabled", before: true, after: false }],
      }),
    ),
    ...leaver.clientSlugs.map((slug, at) =>
      say(start + (at + 1) * microsPerMinute, alice, (then) => ({
        client: then.cast.clients.find((client) => client.slug === slug) ?? null,
        event: { action: "user.client_unassigned", target, metadata: { client: slug } },
      })),
    ),
  ];
}

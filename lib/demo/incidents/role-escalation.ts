import { findStaff } from "../cast";
import { microsPerMinute } from "../moment";
import { internal } from "../story";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const unusualIp = "198.51.100.177";

/** A technician is made an admin at night, takes the client list, and is one no more. */
export const roleEscalation: Incident = (world) => {
  const { cast } = world;
  const [bo, dev, alice] = [
    findStaff(cast, "bo"),
    findStaff(cast, "dev"),
    findStaff(cast, "alice"),
  ];
  const night = momentOf(world, { daysBeforeEnd: 33, time: "02:14" });
  const morning = momentOf(world, { daysBeforeEnd: 33, time: "08:42" });
  const admin = voiceOf(bo, { ip: unusualIp, session: "role-escalation" });
  const raised = voiceOf(
    { ...dev, role: "admin" },
    { ip: unusualIp, session: "role-escalation" },
  );
  const owner = voiceOf(alice, { session: "role-escalation" });
  const target = userTarget(dev);
  const after = (minutes: number) => night + minutes * microsPerMinute;
  return [
    say(after(-1), admin, internal({ action: "user.signed_in", target: userTarget(bo) })),
    say(
      night,
      admin,
      internal({
        action: "user.role_changed",
        target,
        changes: [{ path: "/role", before: "technician", after: "admin" }],
      }),
    ),
    say(after(3), raised, internal({ action: "user.signed_in", target })),
    say(
      after(5),
      raised,
      internal({
        action: "export.list_exported",
        target: { type: "export", id: "exp_clients", name: "All clients" },
        metadata: { list: "clients", format: "csv", rows: cast.clients.length },
      }),
    ),
    say(after(6), raised, internal({ action: "user.signed_out", target })),
    say(
      morning,
      owner,
      internal({
        action: "user.role_changed",
        target,
        reason: "Nobody had asked for it",
        changes: [{ path: "/role", before: "admin", after: "technician" }],
      }),
    ),
    say(
      morning + 2 * microsPerMinute,
      owner,
      internal({
        action: "user.sessions_revoked",
        target: userTarget(bo),
        reason: "Used at night from an unknown address",
      }),
    ),
  ];
};

import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { rolePermissions } from "@/db/schema";
import { changeableRows, mayChange, type Overrides } from "@/lib/access/overrides";
import { type Permission, permissions, policy } from "@/lib/access/policy";
import { reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation, none } from "@/lib/runtime/mutation";
import { changeableRoles } from "./model";
import { listOverrides } from "./queries";

const grantSchema = z
  .strictObject({ role: z.enum(changeableRoles), permission: z.enum(permissions) })
  .refine(({ role, permission }) => mayChange(role, permission), {
    error: "is not a permission that can be changed for this role",
  });

/** Sets every permission that can be changed; `granted` names those that hold from now on. */
export const updateRoles = mutation(
  "roles:update",
  z.strictObject({ granted: z.array(grantSchema), ...reasonFields }),
  async (tx, ctx, { granted, ...why }) => {
    const { organizationId } = ctx.scope;
    const known = await listOverrides(tx, organizationId);
    const events = [];
    for (const role of changeableRoles) {
      const mine = changeableRows.filter(({ roles }) => roles.includes(role));
      const before = read(mine, (permission) => isHeld(role, permission, known[role]));
      const after = read(mine, (permission) =>
        granted.some((grant) => grant.role === role && grant.permission === permission),
      );
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      for (const [permission, isGranted] of Object.entries(after)) {
        await setPermission({ role, permission, isGranted });
      }
      const target = { type: "role", id: role, name: role };
      events.push({ action: "role.updated", target, before, after });
    }
    if (events.length === 0) {
      return { value: 0, event: none("nothing was changed") };
    }
    const reason = await findReason(tx, ctx, "role.updated", why);
    return {
      value: events.length,
      event: events.map((event) => ({ event: { ...event, ...reason }, clientId: null })),
    };

    /** A permission as the policy has it needs no row, and follows the policy's later versions. */
    async function setPermission(grant: {
      role: (typeof changeableRoles)[number];
      permission: string;
      isGranted: boolean;
    }) {
      const { role, permission, isGranted } = grant;
      const isAsPolicy = policy[permission as Permission].roles.includes(role);
      if (isAsPolicy === isGranted) {
        await tx
          .delete(rolePermissions)
          .where(
            and(
              eq(rolePermissions.organizationId, organizationId),
              eq(rolePermissions.role, role),
              eq(rolePermissions.permission, permission),
            ),
          );
        return;
      }
      await tx
        .insert(rolePermissions)
        .values({ organizationId, ...grant })
        .onConflictDoUpdate({
          target: [
            rolePermissions.organizationId,
            rolePermissions.role,
            rolePermissions.permission,
          ],
          set: { isGranted },
        });
    }
  },
);

function isHeld(
  role: (typeof changeableRoles)[number],
  permission: Permission,
  overrides: Overrides = {},
): boolean {
  return overrides[permission] ?? policy[permission].roles.includes(role);
}

function read(
  rows: typeof changeableRows,
  isHeldBy: (permission: Permission) => boolean,
): Record<string, boolean> {
  return Object.fromEntries(
    rows.map(({ permission }) => [permission, isHeldBy(permission)]),
  );
}

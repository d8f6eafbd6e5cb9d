import { sql } from "drizzle-orm";
import { z } from "zod";
import { securityPolicies } from "@/db/schema";
import { requireRecentProof } from "@/lib/access/proof";
import { mutation } from "@/lib/runtime/mutation";
import { findSecurityPolicy } from "./queries";

const schema = z.strictObject({
  secondFactorRoles: z.array(z.enum(["technician", "auditor", "portal"])),
  sessionHours: z.coerce.number().int().min(1).max(720),
});

/** Who needs a second factor beside owners and admins, and how long a session lasts. */
export const updateSecurity = mutation(
  "security:manage",
  schema,
  async (tx, ctx, input) => {
    requireRecentProof(ctx);
    const { organizationId } = ctx.scope;
    const before = await findSecurityPolicy(tx, organizationId);
    await tx
      .insert(securityPolicies)
      .values({ organizationId, ...input })
      .onConflictDoUpdate({
        target: securityPolicies.organizationId,
        set: { ...input, updatedAt: sql`clock_timestamp()` },
      });
    const describe = ({ secondFactorRoles, sessionHours }: typeof input) => ({
      second_factor_roles: ["owner", "admin", ...secondFactorRoles],
      session_hours: sessionHours,
    });
    return {
      value: null,
      event: {
        action: "settings.security_changed",
        target: { type: "organization", id: organizationId, name: "Security" },
        before: describe(before),
        after: describe(input),
      },
    };
  },
);

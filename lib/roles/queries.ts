import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { rolePermissions } from "@/db/schema";
import { changeableRoles, type RoleOverrides } from "./model";

/** What the organization says of each role where it differs from the policy. */
export async function listOverrides(
  tx: Tx,
  organizationId: string,
): Promise<RoleOverrides> {
  const rows = await tx
    .select()
    .from(rolePermissions)
    .where(eq(rolePermissions.organizationId, organizationId));
  const pairs = changeableRoles.map((role) => {
    const mine = rows.filter((row) => row.role === role);
    return [role, Object.fromEntries(mine.map((row) => [row.permission, row.isGranted]))];
  });
  return Object.fromEntries(pairs) as RoleOverrides;
}

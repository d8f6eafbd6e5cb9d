import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { securityPolicies } from "@/db/schema";

export type SecurityPolicy = {
  secondFactorRoles: ("technician" | "auditor" | "portal")[];
  sessionHours: number;
};

const defaultPolicy: SecurityPolicy = { secondFactorRoles: [], sessionHours: 12 };

export async function findSecurityPolicy(
  tx: Tx,
  organizationId: string,
): Promise<SecurityPolicy> {
  const [row] = await tx
    .select({
      secondFactorRoles: securityPolicies.secondFactorRoles,
      sessionHours: securityPolicies.sessionHours,
    })
    .from(securityPolicies)
    .where(eq(securityPolicies.organizationId, organizationId));
  return (row as SecurityPolicy | undefined) ?? defaultPolicy;
}

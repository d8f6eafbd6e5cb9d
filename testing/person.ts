import { randomUUID } from "node:crypto";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { createUser } from "@/lib/people/mutations";
import type { TestOrganization } from "@/testing/organization";

const context = {
  ip: "203.0.113.7",
  user_agent: "test",
  session_id: null,
  request_id: null,
};

/** A person of an organization who is signed in, and has just shown their password. */
export async function signInAs(
  { ctx, organizationId, slug }: TestOrganization,
  role: StaffRole,
  isRecentlyProved = true,
): Promise<Ctx> {
  const email = `${role}-${randomUUID().slice(0, 8)}@${slug}.example`;
  const { id } = await createUser(ctx, { email, name: `${role}`, role, password: null });
  const session = {
    sessionId: randomUUID(),
    organizationId,
    userId: id,
    email,
    name: role,
    role,
    assignedClientIds: null,
    isRecentlyProved,
  };
  return mintSessionCtx(session, context);
}

import { mintOperatorCtx, mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { createUser } from "@/lib/people/mutations";
import type { TestOrganization } from "@/testing/organization";

const nowhere = { ip: null, user_agent: null, session_id: null, request_id: null };

export type Person = { id: string; ctx: Ctx };

/** Adds a person as the operator would, and acts as them from then on. */
export async function hire(
  organization: TestOrganization,
  name: string,
  role: StaffRole,
): Promise<Person> {
  const operator = mintOperatorCtx(organization.organizationId, "system");
  const email = emailOf(name);
  const { id } = await createUser(operator, { email, name, role, password: null });
  return { id, ctx: actAs(organization, { id, name, role }) };
}

export function actAs(
  { organizationId }: TestOrganization,
  { id, name, role }: { id: string; name: string; role: StaffRole },
): Ctx {
  const facts = { organizationId, userId: id, email: emailOf(name), name, role };
  const sessionId = id.replaceAll("-", "").repeat(2);
  return mintSessionCtx(
    { ...facts, sessionId, assignedClientIds: null, isRecentlyProved: true },
    nowhere,
  );
}

function emailOf(name: string): string {
  return `${name.toLowerCase()}@day.example`;
}

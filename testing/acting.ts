import { randomUUID } from "node:crypto";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Overrides } from "@/lib/access/overrides";
import type { Role, StaffRole } from "@/lib/access/policy";
import type { Entry } from "@/lib/entries/model";
import { type EntryRow, parseEntry } from "@/lib/entries/row";
import { createUser } from "@/lib/people/mutations";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";

type Acting = {
  userId?: string;
  overrides?: Overrides;
  clientIds?: string[];
  /** Of somebody who looks into a portal. */
  clientId?: string;
};

/** Somebody of a role at work in the browser; their account need not exist. */
export function actingAs(
  { organizationId }: Pick<TestOrganization, "organizationId">,
  role: Role,
  { userId = randomUUID(), overrides, clientIds, clientId }: Acting = {},
): Ctx {
  const context = { ip: null, user_agent: null, session_id: null, request_id: null };
  const facts = {
    organizationId,
    userId,
    email: `${role}@msp.example`,
    name: role,
    role,
    clientId,
    sessionId: "s".repeat(64),
    assignedClientIds: clientIds ?? null,
    overrides,
    isRecentlyProved: true,
  };
  return mintSessionCtx(facts, context);
}

/** A person with an account, by the id. */
export async function addPerson(
  { ctx }: Pick<TestOrganization, "ctx">,
  role: StaffRole,
  name = "New Person",
): Promise<{ id: string; email: string }> {
  const email = `${randomUUID()}@msp.example`;
  return createUser(ctx, { email, name, role, password: null });
}

/** What the log says of an action, oldest first, read past every scope. */
export async function listTold(
  { admin }: TestDatabase,
  { organizationId }: Pick<TestOrganization, "organizationId">,
  action: string,
): Promise<Entry[]> {
  const rows = await admin<EntryRow[]>`
    select e.*, c.slug as client from custody.entries e
    left join custody.clients c
      on c.organization_id = e.organization_id and c.id = e.client_id
    where e.organization_id = ${organizationId} and action = ${action} order by idx`;
  return rows.map(parseEntry);
}

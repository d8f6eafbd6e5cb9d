import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { clientAssignments, memberships } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { createApiKey } from "@/lib/api-keys/mutations";
import { createContact } from "@/lib/contacts/mutations";
import { appendEvents } from "@/lib/entries/mutations";
import { requestErasure } from "@/lib/erasures/mutations";
import { raiseIncident } from "@/lib/integrity/mutations";
import { queueMail } from "@/lib/mail/mutations";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { createWebhook } from "@/lib/webhooks/mutations";
import { actingAs } from "@/testing/acting";
import { makeAlert } from "@/testing/alerts";
import { nobody } from "@/testing/erasing";
import { makeOrganization, type TestOrganization } from "@/testing/organization";
import { addPortalReader } from "@/testing/portal";
import type { Letter, Owner } from "./expectation";
import type { Somebody } from "./place";
import type { Subject } from "./row";

export type WalkWorld = {
  ours: TestOrganization;
  theirs: TestOrganization;
  keys: Partial<Record<Letter, string>>;
  subjects: Record<Owner, Subject>;
  /** Everybody who asks is a technician here too. */
  second: TestOrganization;
  people: Partial<Record<Letter, Somebody>>;
  password: string;
  /** In every address of this world. */
  id: string;
  /** Words that only one organization's entries, clients and people hold. */
  canaries: { ours: string; theirs: string };
};

const people: [Letter, StaffRole][] = [
  ["O", "owner"],
  ["A", "admin"],
  ["T", "technician"],
  ["R", "auditor"],
];

/** Two organizations with everybody the walk asks as, and something of each to ask for. */
export async function makeWalkWorld(password: string): Promise<WalkWorld> {
  const id = randomBytes(5).toString("hex");
  const canaries = { ours: `canaryx${id}`, theirs: `canaryy${id}` };
  const [own, other, foreign] = [`own-${id}`, `other-${id}`, `${canaries.theirs}-client`];
  const ours = await makeOrganization(`x-${id}`, [own, other]);
  const theirs = await makeOrganization(`${canaries.theirs}-org`, [foreign]);
  const second = await makeOrganization(`second-${id}`);
  const staff: WalkWorld["people"] = {};
  for (const [letter, role] of people) {
    const email = `${role}@${ours.slug}.example`;
    const made = await createUser(ours.ctx, { email, name: role, role, password });
    staff[letter] = { userId: made.id, email, role };
    if (letter === "T") await assign(ours, made.id, ours.clients[own] ?? "");
  }
  const stranger = `owner@${canaries.theirs}.example`;
  const name = `Stranger ${canaries.theirs}`;
  const made = { email: stranger, name, role: "owner" as const, password };
  const { id: userId } = await createUser(theirs.ctx, made);
  staff.S = { userId, email: stranger, role: "owner" };
  const email = `portal@${ours.slug}.example`;
  const reader = await addPortalReader(ours, own, { email, password });
  staff.P = { userId: reader.userId, email, role: "portal" };
  for (const person of Object.values(staff)) await join(second, person.userId);
  return {
    ours,
    theirs,
    second,
    people: staff,
    password,
    id,
    canaries,
    keys: {
      I: await makeKey(ours, ["events:write"], null),
      K: await makeKey(ours, ["audit:read"], null),
      C: await makeKey(ours, ["events:write", "audit:read"], own),
    },
    subjects: {
      "own client": await makeSubject(ours, own, canaries.ours),
      "other client": await makeSubject(ours, other, canaries.ours),
      "other organization": await makeSubject(theirs, foreign, canaries.theirs),
    },
  };
}

/** How often this person or key was refused so far, repeats included. */
export async function countRefusals(
  { ctx }: TestOrganization,
  actorEmail: string,
): Promise<number> {
  return inScope(ctx.scope, async (tx) => {
    const [row] = await tx.execute<{ count: string }>(sql`
      select coalesce(sum(folded_count), 0) as count from custody.folded_events
      where event::json ->> 'outcome' = 'denied'
        and ${actorEmail} in (event::json -> 'actor' ->> 'email',
          event::json -> 'actor' ->> 'name')`);
    return Number(row?.count);
  });
}

/** As a second invitation would make them a member. */
async function join(
  { ctx, organizationId }: TestOrganization,
  userId: string,
): Promise<void> {
  await inScope(ctx.scope, (tx) =>
    tx.insert(memberships).values({ organizationId, userId, role: "technician" }),
  );
}

async function assign(
  { ctx, organizationId }: TestOrganization,
  userId: string,
  clientId: string,
): Promise<void> {
  await inScope(ctx.scope, (tx) =>
    tx.insert(clientAssignments).values({ organizationId, clientId, userId }),
  );
}

export async function makeKey(
  { ctx }: TestOrganization,
  scopes: ("events:write" | "audit:read")[],
  clientSlug: string | null,
): Promise<string> {
  const name = `walk ${scopes.join(" ")} ${clientSlug ?? "all"}`;
  const { key } = await createApiKey(ctx, { name, scopes, clientSlug, expiresAt: null });
  return key;
}

async function makeSubject(
  { ctx, clients }: TestOrganization,
  clientSlug: string,
  canary: string,
): Promise<Subject> {
  const unique = randomBytes(5).toString("hex");
  const ids = {
    ticketId: `t${unique}`,
    sessionId: `s_${unique}`,
    actorId: `usr_${unique}`,
  };
  const event = {
    action: "ticket.created",
    client: clientSlug,
    actor: { type: "user" as const, id: ids.actorId, name: `Actor ${canary}` },
    target: { type: "ticket", id: ids.ticketId, name: `Ticket ${canary}` },
    context: { session_id: ids.sessionId, ip: "203.0.113.77" },
    after: { note: `note ${canary}` },
    request: { method: "POST", url: "https://psa.example/x", body: { canary } },
  };
  const member = {
    email: `${unique}@${canary}.example`,
    name: `Member ${canary}`,
    role: "auditor" as const,
    password: null,
  };
  const { id: memberId } = await createUser(ctx, member);
  const clientId = clients[clientSlug] ?? "";
  const { id: contactId } = await createContact(ctx, {
    clientId,
    name: `Contact ${canary}`,
    email: null,
    phone: null,
    jobTitle: null,
  });
  const { entries } = await appendEvents(ctx, [{ event, pointer: "/events/0" }]);
  const entryId = entries[0]?.id ?? "";
  const idx = entries[0]?.idx ?? 0;
  const mailId = await keepMail(ctx, canary);
  const incidentId = await raiseTestIncident(ctx.scope.organizationId, canary, idx);
  const erasureId = await askToErase(ctx.scope, ids.actorId);
  const { alertId, ruleId } = await leaveAlert(ctx, clientId, canary);
  const url = `https://${canary}.example.com/hook`;
  const { id: webhookId } = await createWebhook(ctx, { name: `Webhook ${canary}`, url });
  const watch = { alertId, ruleId, webhookId };
  const made = { memberId, contactId, mailId, incidentId, erasureId, ...watch };
  return { ...ids, ...made, clientSlug, clientId, entryId };
}

/** As the worker leaves one. */
async function leaveAlert(ctx: Ctx, clientId: string, words: string) {
  const admin = postgres(process.env.E2E_ADMIN_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    const { organizationId } = ctx.scope;
    return await makeAlert(admin, { ctx, organizationId }, { clientId, words });
  } finally {
    await admin.end();
  }
}

/** Never approved, so that nobody carries it out. */
async function askToErase(scope: Ctx["scope"], personId: string): Promise<string> {
  const asked = { ...nobody, personId, basis: "objection" as const, reason: "the walk" };
  return (await requestErasure(actingAs(scope, "owner"), asked)).id;
}

async function keepMail({ scope }: Ctx, canary: string): Promise<string> {
  const { organizationId } = scope;
  const letter = { paragraphs: [`A letter about ${canary}`] };
  const mail = { organizationId, to: "owner@walk.example", subject: "A letter", letter };
  return inScope(scope, async (tx) => (await queueMail(tx, mail)).id);
}

/** As the verifier raises one; its login is not the application's. */
export async function raiseTestIncident(
  organizationId: string,
  canary: string,
  idx: number,
): Promise<string> {
  const url = process.env.E2E_VERIFIER_URL;
  if (!url) throw new Error("the browser tests give the verifier's login");
  const verifier = postgres(url, { max: 1, onnotice: () => {} });
  const place = { firstIdx: idx, lastIdx: idx, clientSlot: 0, sidx: idx };
  const texts = { expected: canary, found: "another", why: `of ${canary}` };
  try {
    const finding = { kind: "content" as const, ...place, ...texts };
    const raised = { organizationId, finding, raisedBy: "verifier" as const };
    return (await raiseIncident(verifier, raised)) ?? "";
  } finally {
    await verifier.end();
  }
}

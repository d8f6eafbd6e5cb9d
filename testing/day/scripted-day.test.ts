import { afterAll, beforeAll, expect, it } from "vitest";
import { createApiKey, revokeApiKey, rotateApiKey } from "@/lib/api-keys/mutations";
import { updateAssignments } from "@/lib/assignments/mutations";
import {
  archiveClient,
  createClient,
  mergeClients,
  restoreClient,
  updateClient,
} from "@/lib/clients/mutations";
import {
  createContact,
  deleteContact,
  grantPortalAccess,
  revokePortalAccess,
  updateContact,
} from "@/lib/contacts/mutations";
import { everything } from "@/lib/entries/filter";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { listPage } from "@/lib/entries/queries";
import {
  createInvitation,
  resendInvitation,
  revokeInvitation,
} from "@/lib/invitations/mutations";
import {
  disableUser,
  enableUser,
  removeUser,
  updateAccessEnd,
  updateRole,
} from "@/lib/people/mutations";
import { updateRoles } from "@/lib/roles/mutations";
import { recordReading } from "@/lib/runtime/reading";
import { updateOrganization, updateReasonRule } from "@/lib/settings/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { actAs, actAsKey, hire, type Person } from "./cast";
import { expected, retell, type Told } from "./told";

const clock = "Europe/London";
const end = new Date("2099-12-31T00:00:00Z");

let database: TestDatabase;
let organization: TestOrganization;
const told: Told[] = [];
let readTo: number | null = null;

const people: Record<"olivia" | "adam" | "tess" | "rory", Person> = {
  olivia: nobody(),
  adam: nobody(),
  tess: nobody(),
  rory: nobody(),
};

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("day");
});

afterAll(async () => {
  await database.drop();
});

function nobody(): Person {
  return { id: "", ctx: actAs({ organizationId: "" } as TestOrganization, noOne) };
}

const noOne = { id: "", name: "", role: "auditor" } as const;

/** Runs a step and holds what the log gained to what the step should have told. */
async function step<T>(act: Promise<T>, ...should: Told[]): Promise<T> {
  const value = await act;
  expect(await readNews()).toEqual(should);
  told.push(...should);
  return value;
}

/** A step that is refused: nothing of it happens, and the refusal is told. */
async function refused(act: Promise<unknown>, ...should: Told[]): Promise<void> {
  await expect(act).rejects.toMatchObject({ code: "access.denied" });
  expect(await readNews()).toEqual(should);
  told.push(...should);
}

async function readNews(): Promise<Told[]> {
  const { scope } = organization.ctx;
  const selection = { filter: everything, range: { from: null, to: null } };
  const page = { limit: 50, order: "asc", cursor: readTo, offset: 0 } as const;
  const { entries } = await listPage(scope, selection, page);
  readTo = entries.at(-1)?.idx ?? readTo;
  return entries.map(retell);
}

function denied(who: string, permission: string, reason: string): Told {
  const more = { outcome: "denied", reason };
  return expected(who, "access.denied", `permission ${permission}`, more);
}

function lacks(role: string, permission: string, needs: string): string {
  return `the role ${role} lacks ${permission}; it needs ${needs}`;
}

function send(event: EventInput) {
  return appendEvents(organization.ctx, [{ event, pointer: "/events/0" }]);
}

const operator = "Command line";

it("the organization and its people are made, and each making is told", async () => {
  const opened = await readNews();
  expect(opened.map(({ action }) => action)).toEqual([
    "log.stream_created",
    "organization.created",
  ]);
  told.push(...opened);
  const made = (name: string, role: string) =>
    expected(operator, "user.created", `user ${name}`, {
      changes: [
        `email: ∅ → "${name.toLowerCase()}@day.example"`,
        `name: ∅ → "${name}"`,
        `role: ∅ → "${role}"`,
      ],
    });
  const hiring = (name: string, role: "owner" | "admin" | "technician" | "auditor") =>
    step(hire(organization, name, role), made(name, role));
  people.olivia = await hiring("Olivia", "owner");
  people.adam = await hiring("Adam", "admin");
  people.tess = await hiring("Tess", "technician");
  people.rory = await hiring("Rory", "auditor");
});

let acme = "";
let globex = "";

it("clients are made, changed, archived, restored and merged", async () => {
  const { ctx } = people.olivia;
  const make = (slug: string, name: string) =>
    step(
      createClient(ctx, { slug, name, timeZone: clock }),
      expected("Custody", "log.stream_created", `stream ${name}`, { client: slug }),
      expected("Olivia", "client.created", `client ${name}`, {
        client: slug,
        changes: [
          `name: ∅ → "${name}"`,
          `slug: ∅ → "${slug}"`,
          `time_zone: ∅ → "${clock}"`,
        ],
      }),
    );
  acme = (await make("acme", "Acme")).id;
  globex = (await make("globex", "Globex")).id;
  await step(
    updateClient(people.adam.ctx, {
      id: acme,
      slug: "acme",
      name: "Acme Dental",
      timeZone: clock,
    }),
    expected("Adam", "client.updated", "client Acme Dental", {
      client: "acme",
      changes: ['name: "Acme" → "Acme Dental"'],
    }),
  );
  const turn = (action: string, before: boolean, reason: string | null) =>
    expected("Adam", action, "client Globex", {
      client: "globex",
      changes: [`archived: ${before} → ${!before}`],
      reason,
    });
  const why = { reason: "left us" };
  await step(
    archiveClient(people.adam.ctx, { id: globex, ...why }),
    turn("client.archived", false, "left us"),
  );
  await step(
    restoreClient(people.adam.ctx, { id: globex }),
    turn("client.restored", true, null),
  );
});

it("contacts are made, changed, let into the portal and out again, and deleted", async () => {
  const { ctx } = people.adam;
  const details = { email: "sam@acme.example", phone: null, jobTitle: null };
  const contact = (action: string, name: string, changes: string[]) =>
    expected("Adam", action, `contact ${name}`, { client: "acme", changes });
  const { id } = await step(
    createContact(ctx, { clientId: acme, name: "Sam Reed", ...details }),
    contact("contact.created", "Sam Reed", [
      'email: ∅ → "sam@acme.example"',
      "job_title: ∅ → null",
      'name: ∅ → "Sam Reed"',
      "phone: ∅ → null",
    ]),
  );
  await step(
    updateContact(ctx, { id, name: "Sam Read", ...details }),
    contact("contact.updated", "Sam Read", ['name: "Sam Reed" → "Sam Read"']),
  );
  await step(
    grantPortalAccess(ctx, { id }),
    contact("contact.portal_access_granted", "Sam Read", ["portal_access: false → true"]),
  );
  await step(
    revokePortalAccess(ctx, { id }),
    contact("contact.portal_access_revoked", "Sam Read", ["portal_access: true → false"]),
  );
  await step(
    deleteContact(ctx, { id }),
    contact("contact.deleted", "Sam Read", [
      'email: "sam@acme.example" → ∅',
      "job_title: null → ∅",
      'name: "Sam Read" → ∅',
      "phone: null → ∅",
      "portal_access: false → ∅",
    ]),
  );
});

it("people change: roles, clients, an end, disabled, enabled, invited, removed", async () => {
  const { ctx } = people.olivia;
  const user = (action: string, name: string, more: Partial<Told>) =>
    expected("Olivia", action, `user ${name}`, more);
  const rory = people.rory.id;
  await step(
    updateRole(ctx, { userId: rory, role: "technician", reason: "joins the desk" }),
    user("user.role_changed", "Rory", {
      changes: ['role: "auditor" → "technician"'],
      reason: "joins the desk",
    }),
  );
  await step(
    updateRole(ctx, { userId: rory, role: "auditor" }),
    user("user.role_changed", "Rory", { changes: ['role: "technician" → "auditor"'] }),
  );
  const assign = (clientSlugs: string[]) =>
    updateAssignments(ctx, { userId: people.tess.id, clientSlugs, seesWholeLog: false });
  await step(assign(["acme"]), user("user.client_assigned", "Tess", { client: "acme" }));
  await step(assign([]), user("user.client_unassigned", "Tess", { client: "acme" }));
  await step(
    updateAccessEnd(ctx, { userId: rory, expiresAt: end }),
    user("user.updated", "Rory", {
      changes: [`access_ends_at: null → "${end.toISOString()}"`],
    }),
  );
  await step(
    disableUser(ctx, { userId: rory }),
    user("user.disabled", "Rory", { changes: ["disabled: false → true"] }),
  );
  await step(
    enableUser(ctx, { userId: rory }),
    user("user.enabled", "Rory", { changes: ["disabled: true → false"] }),
  );
  const una = { email: "una@day.example", name: "Una", role: "technician" } as const;
  const { id } = await step(
    createInvitation(ctx, una),
    expected("Olivia", "user.invited", "invitation Una", {
      changes: [
        'email: ∅ → "una@day.example"',
        'name: ∅ → "Una"',
        'role: ∅ → "technician"',
      ],
    }),
  );
  await step(
    resendInvitation(ctx, { id }),
    expected("Olivia", "user.invitation_resent", "invitation Una"),
  );
  await step(
    revokeInvitation(ctx, { id }),
    expected("Olivia", "user.invitation_revoked", "invitation Una"),
  );
});

it("keys, rights and settings change with their reasons", async () => {
  const { ctx } = people.olivia;
  const key = { name: "psa-sync", scopes: ["events:write" as const], clientSlug: null };
  const { id } = await step(
    createApiKey(ctx, { ...key, expiresAt: null, reason: "new PSA" }),
    expected("Olivia", "api_key.created", "api_key psa-sync", {
      changes: [
        "client: ∅ → null",
        "expires_at: ∅ → null",
        'name: ∅ → "psa-sync"',
        'scopes: ∅ → ["events:write"]',
      ],
      reason: "new PSA",
    }),
  );
  await rotateAndRevoke(id);
  const brand = { brandLight: null, brandDark: null };
  await step(
    updateOrganization(ctx, { name: "The Day", timeZone: clock, ...brand }),
    expected("Olivia", "organization.updated", "organization The Day", {
      changes: ['name: "Organization day" → "The Day"', `time_zone: "UTC" → "${clock}"`],
    }),
  );
  await step(
    updateReasonRule(ctx, { reasonActions: ["user.removed"], asksForTicket: false }),
    expected("Olivia", "settings.security_changed", "organization The Day", {
      changes: ['reasons_for: [] → ["user.removed"]'],
    }),
  );
  await step(
    removeUser(ctx, { userId: people.rory.id, reason: "contract ended" }),
    expected("Olivia", "user.removed", "user Rory", {
      changes: [
        'email: "rory@day.example" → ∅',
        'name: "Rory" → ∅',
        'role: "auditor" → ∅',
      ],
      reason: "contract ended",
    }),
  );
});

async function rotateAndRevoke(id: string): Promise<void> {
  const { ctx } = people.olivia;
  await step(
    rotateApiKey(ctx, { id, overlap: 24 }).then(() => null),
    expected("Olivia", "api_key.rotated", "api_key psa-sync", {
      changes: [expect.stringMatching(/^expires_at: null → "20/)],
    }),
  );
  await step(
    revokeApiKey(ctx, { id, reason: "replaced" }),
    expected("Olivia", "api_key.revoked", "api_key psa-sync", {
      changes: ["revoked: ∅ → true"],
      reason: "replaced",
    }),
  );
}

it("what other systems send and what people look at is told beside it", async () => {
  const tess = { type: "user" as const, id: people.tess.id, name: "Tess" };
  const ticket = { type: "ticket", id: "4711", name: "Printer offline" };
  const shared = { actor: tess, target: ticket, client: "acme" };
  const about = { client: "acme" };
  await step(
    send({ ...shared, action: "ticket.created", after: { status: "Open" } }),
    expected("Tess", "ticket.created", "ticket Printer offline", {
      ...about,
      changes: ['status: ∅ → "Open"'],
    }),
  );
  await step(
    send({
      ...shared,
      action: "ticket.status_changed",
      before: { status: "Open" },
      after: { status: "Closed" },
      reason: "fixed",
    }),
    expected("Tess", "ticket.status_changed", "ticket Printer offline", {
      ...about,
      changes: ['status: "Open" → "Closed"'],
      reason: "fixed",
    }),
  );
  await step(
    send({ ...shared, action: "ticket.deleted", outcome: "failed", reason: "locked" }),
    expected("Tess", "ticket.deleted", "ticket Printer offline", {
      ...about,
      outcome: "failed",
      reason: "locked",
    }),
  );
  for (const [action, target] of [
    ["record.history_viewed", ticket],
    ["client.audit_viewed", { type: "client", id: acme, name: "Acme Dental" }],
    ["entry.request_viewed", { type: "entry", id: "evt_1", name: "evt_1" }],
  ] as const) {
    await step(
      recordReading(people.adam.ctx, { action, target }, acme),
      expected("Adam", action, `${target.type} ${target.name}`, about),
    );
  }
  await step(
    mergeClients(people.adam.ctx, { id: globex, intoSlug: "acme", reason: "bought" }),
    ...["globex", "acme"].map((client) =>
      expected("Adam", "client.merged", "client Globex", {
        client,
        changes: ['merged_into: null → "acme"'],
        reason: "bought",
      }),
    ),
  );
});

it("what is refused is told with who was refused what, and why", async () => {
  const { olivia, adam, tess } = people;
  const auditor = await step(
    hire(organization, "Rita", "auditor"),
    expect.objectContaining({ action: "user.created" }),
  );
  const client = { slug: "initech", name: "Initech" };
  const key = { name: "k", scopes: ["audit:read" as const], clientSlug: null };
  const made = { ...key, expiresAt: null };
  const person = { email: "x@day.example", name: "X", role: "owner" } as const;
  const needs = "owner or admin";
  for (const [who, ctx, role] of [
    ["Tess", tess.ctx, "technician"],
    ["Rita", auditor.ctx, "auditor"],
  ] as const) {
    const told = (permission: string) =>
      denied(who, permission, lacks(role, permission, needs));
    await refused(createClient(ctx, client), told("clients:create"));
    await refused(createApiKey(ctx, made), told("api_keys:create"));
    await refused(createInvitation(ctx, person), told("users:create"));
    const change = { userId: olivia.id, role: "auditor" } as const;
    await refused(updateRole(ctx, change), told("users:update"));
  }
  await refused(
    createInvitation(adam.ctx, person),
    denied("Adam", "users:create", "only an owner makes another owner"),
  );
  await refused(
    disableUser(olivia.ctx, { userId: olivia.id }),
    denied("Olivia", "users:update", "nobody takes their own access away"),
  );
  const reader = actAsKey(organization, {
    id: "key_reader",
    name: "reader",
    scopes: ["audit:read"],
    clientId: null,
  });
  await refused(
    appendEvents(reader, [{ event: { action: "a.b" }, pointer: "/events/0" }]),
    denied("reader", "log:append", "the key lacks the scope events:write"),
  );
});

it("the log of the day holds exactly these entries, and no others", async () => {
  const kinds = new Set(told.map(({ action }) => action));
  const refusals = told.filter(({ outcome }) => outcome === "denied");
  expect(kinds.size).toBeGreaterThanOrEqual(30);
  expect(refusals.length).toBeGreaterThanOrEqual(10);
  readTo = null;
  const all: Told[] = [];
  for (let news = await readNews(); news.length > 0; news = await readNews()) {
    all.push(...news);
  }
  expect(all).toEqual(told);
});

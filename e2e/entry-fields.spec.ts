import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import postgres from "postgres";
import { clientAssignments } from "@/db/schema";
import { listArrivals } from "@/lib/access/queries";
import { createApiKey } from "@/lib/api-keys/mutations";
import { inScope } from "@/lib/runtime/transaction";
import {
  besideEntry,
  findEntries,
  listFields,
  onRow,
  visibleFields,
} from "@/testing/entry-fields";
import { expect, signIn, test, type World } from "./fixtures";

const tell = (part: string) => `${part} ${randomBytes(4).toString("hex")}`;
const path = "/admin/audit-logs";

/** An entry in which every field says something. */
async function appendRich(world: World, size = 0): Promise<string> {
  const target = (name: string) => ({
    type: "ticket",
    id: tell("id"),
    name: tell(name),
    url: "https://psa.example/1",
  });
  const [entry] = await world.append([
    {
      action: "ticket.updated",
      client: `acme-${world.slug}`,
      actor: {
        type: "user",
        id: tell("actor"),
        email: "a@msp.example",
        name: tell("Ann"),
        role: "admin",
      },
      target: target("first"),
      targets: [target("first"), target("second")],
      reason: tell("reason"),
      before: { note: tell("before") },
      after: { note: `${tell("after")}${"x".repeat(size)}` },
      context: {
        ip: "203.0.113.9",
        user_agent: "Mozilla/5.0",
        session_id: "s_1",
        request_id: "r_1",
      },
      request: { method: "POST", url: "https://psa.example", body: { a: 1 } },
      response: { status: 200, body: { b: 2 } },
      metadata: { ticket: tell("PSA") },
      occurred_at: "2026-01-01T00:00:00Z",
    },
  ]);
  return entry?.id ?? "";
}

/** What the database keeps of an entry and tells no page: the key that hides its content. */
async function readSecrets(entryId: string): Promise<string[]> {
  const admin = postgres(process.env.E2E_ADMIN_URL ?? "", { max: 1, onnotice: () => {} });
  const [row] = await admin`select encode(entry_key, 'hex') as hex,
    encode(entry_key, 'base64') as base64 from custody.entries where id = ${entryId}`;
  await admin.end();
  return [row?.hex, row?.base64];
}

async function assign(world: World, email: string): Promise<void> {
  const { organizationId } = world.ctx.scope;
  const userId = (await listArrivals({ email }))[0]?.userId ?? "";
  const { clientId } = world;
  await inScope(world.ctx.scope, (tx) =>
    tx.insert(clientAssignments).values({ organizationId, clientId, userId }),
  );
}

/** Every page that shows an entry, as a browser and as its router ask for it. */
async function expectListed(page: Page, addresses: string[], secrets: string[]) {
  const { request } = page.context();
  const known = [...visibleFields.staff, ...onRow];
  const ways: Record<string, string>[] = [{ accept: "text/html" }, { rsc: "1" }];
  const asked = addresses.flatMap((address) => ways.map((headers) => [address, headers]));
  for (const [address, headers] of asked as [string, Record<string, string>][]) {
    const text = await (await request.get(address, { headers })).text();
    const found = findEntries(text);
    expect(found.length, address).toBeGreaterThan(0);
    const names = [...new Set(found.flatMap(listFields))];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
}

for (const role of ["owner", "admin", "technician", "auditor"] as const) {
  test(`pages and answers as ${role} hold the listed fields of an entry and no other (T-09)`, async ({
    page,
    world,
  }) => {
    const ids = [await appendRich(world), await appendRich(world, 5_000)];
    const email = await world.addPerson(role);
    if (role === "technician") await assign(world, email);
    await signIn(page, email, "/me");
    const client = `/clients/acme-${world.slug}/audit`;
    for (const id of ids) {
      const read = await page.context().request.get(`/api/entries/${id}`);
      const { entry, ...beside } = await read.json();
      expect(listFields(entry)).toEqual(visibleFields.staff);
      expect(Object.keys(beside).sort()).toEqual(besideEntry);
      const addresses = [`${path}/${id}`, path, client, `${path}?e=${id}`];
      await expectListed(page, addresses, await readSecrets(id));
    }
  });
}

test("a key reads the listed fields and no other; one of a client no place in the whole log (T-09)", async ({
  request,
  world,
}) => {
  const id = await appendRich(world);
  for (const reader of ["key of the organization", "key of one client"] as const) {
    const clientSlug = reader === "key of one client" ? `acme-${world.slug}` : null;
    const name = `fields ${reader}`;
    const scopes = ["audit:read" as const];
    const made = { name, scopes, clientSlug, expiresAt: null };
    const { key } = await createApiKey(world.ctx, made);
    const headers = { authorization: `Bearer ${key}` };
    const one = await (await request.get(`/api/v1/audit-logs/${id}`, { headers })).json();
    const query = "/api/v1/audit-logs?action=ticket.updated";
    const { data } = await (await request.get(query, { headers })).json();
    for (const entry of [one, ...data]) {
      expect(listFields(entry)).toEqual(visibleFields[reader]);
    }
  }
});

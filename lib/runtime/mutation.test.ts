import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clients } from "@/db/schema";
import { mintKeyCtx, mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import {
  keyScopes,
  type Permission,
  permissions,
  policy,
  roles,
} from "@/lib/access/policy";
import { createApiKey } from "@/lib/api-keys/mutations";
import { createClient } from "@/lib/clients/mutations";
import type { Entry } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { listEntries, makeKey } from "@/testing/api-call";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { mutation, none } from "./mutation";

let database: TestDatabase;
let organization: TestOrganization;
let reader: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
  reader = await makeKey(organization, ["audit:read"]);
});

afterAll(async () => {
  await database.drop();
});

const nobody = { user_agent: null, session_id: null, request_id: null };
const context = { ip: "203.0.113.7", ...nobody };

function asRole(role: (typeof roles)[number]): Ctx {
  const session = {
    sessionId: "ab".repeat(32),
    organizationId: organization.organizationId,
    userId: randomUUID(),
    email: `${role}@msp.example`,
    name: role,
    role,
    assignedClientIds: null,
  };
  return mintSessionCtx(session, context);
}

function asKey(scope: (typeof keyScopes)[number]): Ctx {
  const { organizationId } = organization;
  const id = `key_${randomUUID().slice(0, 8)}`;
  return mintKeyCtx(
    { organizationId, id, name: scope, scopes: [scope], clientId: null },
    context,
  );
}

async function entriesOf(action: string): Promise<Entry[]> {
  return (await listEntries(reader, { action, limit: "1000" })).body.data;
}

async function countRows(): Promise<Record<string, number>> {
  const [row] = await database.admin<Record<string, number>[]>`
    select (select count(*)::int from custody.clients) as clients,
      (select count(*)::int from custody.api_keys) as keys,
      (select count(*)::int from custody.stream_heads) as streams,
      (select count(*)::int from custody.entries) as entries`;
  return row ?? {};
}

describe("a business change", () => {
  it("an action whose entry cannot be written does not happen", async () => {
    const owner = asRole("owner");
    const before = await countRows();
    await withBrokenLog(database, async () => {
      await expect(createClient(owner, { slug: "lost", name: "Lost" })).rejects.toThrow();
      const key = { name: "lost", scopes: keyScopes.slice(), clientSlug: null };
      await expect(createApiKey(owner, { ...key, expiresAt: null })).rejects.toThrow();
    });
    expect(await countRows()).toEqual(before);
    await createClient(owner, { slug: "lost", name: "Lost" });
    expect((await countRows()).clients).toBe((before.clients ?? 0) + 1);
  });

  it("that fails leaves no entry that it happened", async () => {
    const attempt = mutation("clients:create", z.strictObject({}), async (tx, ctx) => {
      const { organizationId } = ctx.scope;
      const row = {
        organizationId,
        id: randomUUID(),
        slug: "half",
        name: "Half",
        slot: 100_000,
      };
      await tx.insert(clients).values(row);
      throw new Error("changed its mind");
    });
    const before = await countRows();
    await expect(attempt(asRole("owner"), {})).rejects.toThrow("changed its mind");
    expect(await countRows()).toEqual(before);
  });

  it("whose name is taken says so and leaves nothing behind", async () => {
    const before = await countRows();
    await expect(
      createClient(asRole("admin"), { slug: "acme", name: "Acme again" }),
    ).rejects.toMatchObject({
      code: "name.taken",
      facts: { errors: [{ pointer: "/slug" }] },
    });
    expect(await countRows()).toEqual(before);
  });

  it("of something that is not there is in the log, by the id that was asked for", async () => {
    const schema = z.strictObject({ id: z.string() });
    const change = mutation("clients:update", schema, async () => {
      throw new AppError("resource.not_found");
    });
    await expect(change(asRole("owner"), { id: "of-another" })).rejects.toThrow();
    const denied = (await entriesOf("access.denied")).map(({ target }) => target?.id);
    expect(denied).toContain("of-another");
  });

  it("is told with who did it, from where, and what came of it", async () => {
    const owner = asRole("owner");
    await createClient(owner, { slug: "told", name: "Told" });
    const told = (await entriesOf("client.created"))[0];
    expect(told).toMatchObject({
      client: "told",
      source: "web",
      actor: { type: "user", email: "owner@msp.example", role: "owner" },
      context: { ip: "203.0.113.7", session_id: "ab".repeat(8) },
      changes: expect.arrayContaining([{ path: "/slug", after: "told" }]),
    });
  });

  it("that is refused changes nothing, and its refusal outlives it (T-40)", async () => {
    const technician = asRole("technician");
    const { principal } = technician;
    const before = await countRows();
    await expect(
      createClient(technician, { slug: "denied", name: "Denied" }),
    ).rejects.toMatchObject({ code: "access.denied" });
    expect((await countRows()).clients).toBe(before.clients);
    const [refusal] = await entriesOf("access.denied");
    expect(refusal).toMatchObject({
      outcome: "denied",
      reason: "the role technician lacks clients:create; it needs owner or admin",
      actor: { id: principal.kind === "user" ? principal.userId : "" },
      target: { type: "permission", id: "clients:create" },
    });
  });

  it("is not done either where its refusal cannot be written", async () => {
    const before = await countRows();
    await withBrokenLog(database, async () => {
      const attempt = createClient(asRole("auditor"), { slug: "denied", name: "Denied" });
      await expect(attempt).rejects.toThrow();
    });
    expect(await countRows()).toEqual(before);
  });
});

describe("input that is not what a change takes (T-19)", () => {
  const isolated = () => ({ organizationId: randomUUID() });

  it.each([
    ["/isOwner", { slug: "x", name: "X", isOwner: true }],
    ["/organizationId", { slug: "x", name: "X", ...isolated() }],
    ["/id", { slug: "x", name: "X", id: randomUUID() }],
    ["/slot", { slug: "x", name: "X", slot: 0 }],
    ["/__proto__", JSON.parse('{"slug":"x","name":"X","__proto__":{"role":"owner"}}')],
  ])("with %s is refused, and nothing changes", async (pointer, input) => {
    const before = await countRows();
    await expect(createClient(asRole("owner"), input)).rejects.toMatchObject({
      code: "input.invalid",
      facts: { errors: [{ pointer }] },
    });
    expect(await countRows()).toEqual(before);
  });

  it("of a key cannot choose its scopes, owner or organization freely", async () => {
    const key = { name: "k", scopes: ["audit:read"], clientSlug: null, expiresAt: null };
    const bad = [
      { ...key, scopes: ["root"] },
      { ...key, scopes: [] },
      { ...key, createdBy: "someone else" },
      { ...key, ...isolated() },
      { ...key, clientSlug: "no such client" },
    ];
    const before = await countRows();
    for (const input of bad) {
      const attempt = createApiKey(asRole("owner"), input as typeof key & { scopes: [] });
      await expect(attempt).rejects.toMatchObject({ code: "input.invalid" });
    }
    expect(await countRows()).toEqual(before);
  });
});

describe("the policy table", () => {
  const probe = (permission: Permission) =>
    mutation(permission, z.strictObject({}), async () => ({
      value: "done",
      event: none("a probe of the rights alone"),
    }));
  const byRole = permissions.flatMap((permission) =>
    roles.map((role) => ({
      permission,
      role,
      may: policy[permission].roles.includes(role),
    })),
  );
  const byScope = permissions.flatMap((permission) =>
    keyScopes.map((scope) => ({
      permission,
      scope,
      may: policy[permission].keys.includes(scope),
    })),
  );

  it.each(byRole)("$permission for $role: $may", async ({ permission, role, may }) => {
    await expectVerdict(() => probe(permission)(asRole(role), {}), may);
  });

  it.each(byScope)("$permission for $scope: $may", async ({ permission, scope, may }) => {
    await expectVerdict(() => probe(permission)(asKey(scope), {}), may);
  });

  async function expectVerdict(
    attempt: () => Promise<string>,
    may: boolean,
  ): Promise<void> {
    const before = (await entriesOf("access.denied")).length;
    const verdict = await attempt().catch(({ code }: { code: string }) => code);
    expect(verdict).toBe(may ? "done" : "access.denied");
    const after = (await entriesOf("access.denied")).length;
    expect(after - before).toBe(may ? 0 : 1);
  }
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  archiveClient,
  createClient,
  mergeClients,
  restoreClient,
  updateClient,
} from "./mutations";
import { findClient, findMerges, listClientActivity } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex", "initech"]);
});

afterAll(async () => {
  await database.drop();
});

const idOf = (slug: string) => organization.clients[slug] ?? "";
const admin = () => actingAs(organization, "admin");

function find(slug: string) {
  return readInScope(organization.ctx.scope, (tx) => findClient(tx, slug));
}

async function headOf(slug: string) {
  const [row] = await database.admin`
    select next_sidx, last_hash from custody.stream_heads where client_id = ${idOf(slug)}`;
  return row;
}

describe("a client", () => {
  it("is edited with what changed in its own stream", async () => {
    const change = {
      slug: "acme-dental",
      name: "Acme Dental",
      timeZone: "Europe/London",
    };
    await updateClient(admin(), { id: idOf("acme"), ...change });
    const [told] = await listTold(database, organization, "client.updated");
    expect(told).toMatchObject({
      client: "acme-dental",
      target: { name: "Acme Dental" },
    });
    expect(told?.changes).toEqual(
      expect.arrayContaining([
        { path: "/slug", before: "acme", after: "acme-dental" },
        { path: "/time_zone", before: "UTC", after: "Europe/London" },
      ]),
    );
    await updateClient(admin(), { id: idOf("acme"), ...change, slug: "acme" });
  });

  it.each(["internal", "new", "globex"])("cannot be called %s", async (slug) => {
    const input = { id: idOf("acme"), slug, name: "A", timeZone: "UTC" };
    await expect(updateClient(admin(), input)).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/slug" }] },
    });
  });

  it("is archived and restored, each once", async () => {
    const id = idOf("initech");
    await archiveClient(admin(), { id, reason: "Contract ended" });
    expect((await find("initech"))?.archivedAt).not.toBeNull();
    await expect(archiveClient(admin(), { id })).rejects.toMatchObject({
      code: "input.invalid",
    });
    await restoreClient(admin(), { id });
    await expect(restoreClient(admin(), { id })).rejects.toThrow("not archived");
    const [told] = await listTold(database, organization, "client.archived");
    expect(told).toMatchObject({ client: "initech", reason: "Contract ended" });
    expect(await listTold(database, organization, "client.restored")).toHaveLength(1);
  });

  it("a technician does not know is not there, and one they know is not theirs to edit", async () => {
    const technician = actingAs(organization, "technician", {
      clientIds: [],
      overrides: { "clients:update": true },
    });
    const input = { id: idOf("acme"), slug: "a", name: "A", timeZone: "UTC" };
    await expect(updateClient(technician, input)).rejects.toMatchObject({
      code: "resource.not_found",
    });
    const plain = actingAs(organization, "technician", { clientIds: [idOf("acme")] });
    await expect(updateClient(plain, input)).rejects.toMatchObject({
      code: "access.denied",
    });
  });

  it("is listed with what was logged of it in 30 days", async () => {
    const activity = await readInScope(organization.ctx.scope, (tx) =>
      listClientActivity(tx, organization.ctx.scope),
    );
    for (const { slug, recentCount, lastAt } of activity) {
      const head = await headOf(slug);
      expect(recentCount).toBe(Number(head?.next_sidx));
      expect(lastAt).toMatch(/^\d{4}-.*Z$/);
    }
    const [old] = await database.app.begin(async (sql) => {
      await sql`select custody.enter_scope(${organization.organizationId}::uuid)`;
      return sql`
        select d.* from custody.clients c, lateral custody.describe_stream(
          c.organization_id, c.slot, clock_timestamp() + interval '1 hour') d
        where c.slug = 'acme'`;
    });
    expect(Number(old?.recent_count)).toBe(0);
  });
});

describe("a merge", () => {
  it("leaves both streams as they were but for one entry on each", async () => {
    const before = { from: await headOf("globex"), into: await headOf("acme") };
    const ticket = "PSA-9";
    const input = { id: idOf("globex"), intoSlug: "acme", reason: "Bought", ticket };
    await mergeClients(admin(), input);
    const told = await listTold(database, organization, "client.merged");
    expect(told.map(({ client }) => client)).toEqual(["globex", "acme"]);
    for (const entry of told) {
      expect(entry).toMatchObject({
        target: { type: "client", id: idOf("globex") },
        reason: "Bought",
        metadata: { from: "globex", into: "acme", ticket },
      });
    }
    for (const [side, slug] of [
      ["from", "globex"],
      ["into", "acme"],
    ] as const) {
      const head = await headOf(slug);
      expect(Number(head?.next_sidx)).toBe(Number(before[side]?.next_sidx) + 1);
    }
  });

  it("archives the one and leads from each page to the other", async () => {
    const [from, into] = await Promise.all([find("globex"), find("acme")]);
    if (!from || !into) throw new Error("both clients stay");
    expect(from.archivedAt).not.toBeNull();
    const merges = await readInScope(organization.ctx.scope, async (tx) => [
      await findMerges(tx, from),
      await findMerges(tx, into),
    ]);
    expect(merges[0]?.into?.slug).toBe("acme");
    expect(merges[1]?.from.map(({ slug }) => slug)).toEqual(["globex"]);
  });

  it("is refused into itself, into nothing, into what is archived, and twice", async () => {
    const attempts: [string, string][] = [
      ["initech", "initech"],
      ["initech", ""],
      ["initech", "globex"],
      ["globex", "initech"],
    ];
    for (const [slug, intoSlug] of attempts) {
      await expect(
        mergeClients(admin(), { id: idOf(slug), intoSlug }),
      ).rejects.toMatchObject({ code: "input.invalid" });
    }
    await expect(restoreClient(admin(), { id: idOf("globex") })).rejects.toThrow(
      "merged",
    );
    await createClient(admin(), { slug: "still-works", name: "Still works" });
  });
});

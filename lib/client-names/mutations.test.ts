import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, updateClient } from "@/lib/clients/mutations";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs } from "@/testing/acting";
import { listEntries, makeKey, sendEvents } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { resolveClients } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

const admin = () => actingAs(organization, "admin");

describe("a short name that a client had", () => {
  const rename = (client: string, slug: string) =>
    updateClient(admin(), { id: client, slug, name: slug, timeZone: "UTC" });
  const make = (slug: string) => createClient(organization.ctx, { slug, name: slug });
  const resolve = (slug: string) =>
    readInScope(organization.ctx.scope, async (tx) =>
      (await resolveClients(tx, [slug])).get(slug),
    );

  it("leads to it under its name of today, also by way of several", async () => {
    const { id } = await make("one");
    await rename(id, "two");
    await rename(id, "three");
    for (const slug of ["one", "two", "three", id]) {
      expect(await resolve(slug)).toMatchObject({ id, slug: "three" });
    }
    await rename(id, "one");
    expect(await resolve("three")).toMatchObject({ id, slug: "one" });
  });

  it("is no other client's to take, neither made nor renamed, and the error says whose it is", async () => {
    const { id } = await make("former");
    await rename(id, "latter");
    const other = await make("another");
    for (const take of [() => make("former"), () => rename(other.id, "former")]) {
      await expect(take()).rejects.toMatchObject({
        code: "name.taken",
        facts: {
          errors: [{ pointer: "/slug", detail: expect.stringContaining("of latter") }],
        },
      });
    }
    expect(await resolve("former")).toMatchObject({ id });
  });

  it("is kept when two clients change names at the same moment", async () => {
    const [left, right] = [await make("left-name"), await make("right-name")];
    const tries = await Promise.allSettled([
      rename(left.id, "middle-name"),
      rename(right.id, "left-name"),
    ]);
    expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(await resolve("left-name")).toMatchObject({ id: left.id });
  });

  it("is free in every other organization, and leads nowhere there", async () => {
    const { id } = await make("shared-name");
    await rename(id, "unshared-name");
    const elsewhere = await makeOrganization("elsewhere");
    const found = await readInScope(elsewhere.ctx.scope, (tx) =>
      resolveClients(tx, ["shared-name"]),
    );
    expect(found.size).toBe(0);
    await createClient(elsewhere.ctx, { slug: "shared-name", name: "Theirs" });
  });

  it("still takes entries in and finds them through the API", async () => {
    const { id } = await make("old-sender");
    await rename(id, "new-sender");
    const key = await makeKey(organization, ["events:write", "audit:read"]);
    const { status, body } = await sendEvents(key, {
      action: "ticket.created",
      client: "old-sender",
    });
    expect(status).toBe(201);
    expect(body.entries[0]?.client).toBe("new-sender");
    const read = await listEntries(key, { client: "old-sender", action: "ticket.*" });
    expect(read.body).toMatchObject({ total: 1, data: [{ client: "new-sender" }] });
  });
});

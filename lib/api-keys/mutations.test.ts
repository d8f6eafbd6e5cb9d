import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateKey } from "@/lib/access/gate";
import { peerHeader } from "@/lib/access/request";
import { flushKeyUses } from "@/lib/runtime/key-uses";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { isFromAllowed, parseNetworkLines } from "./model";
import {
  createApiKey,
  revokeApiKey,
  revokeLeakedKey,
  revokeOwnKey,
  rotateApiKey,
} from "./mutations";
import { findKey, listKeyDays } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
});

afterAll(async () => {
  await database.drop();
});

const admin = () => actingAs(organization, "admin");

function make(more: { allowedIps?: string[]; clientSlug?: string } = {}) {
  const scopes = ["audit:read" as const];
  const facts = { name: "siem", scopes, clientSlug: null, expiresAt: null };
  return createApiKey(admin(), { ...facts, ...more });
}

function use(key: string, ip = "203.0.113.7") {
  return gateKey(new Headers({ authorization: `Bearer ${key}`, [peerHeader]: ip }));
}

const refused = { code: "access.unauthenticated" };

describe("a key", () => {
  it("works from the addresses on its list alone, and the refusal says from where (T-61)", async () => {
    const { id, key } = await make({ allowedIps: ["203.0.113.0/24", "2001:db8::/32"] });
    await use(key);
    await use(key, "2001:db8::7");
    await expect(use(key, "198.51.100.1")).rejects.toMatchObject(refused);
    const told = await listTold(database, organization, "api_key.refused");
    expect(told.at(-1)).toMatchObject({
      outcome: "denied",
      reason: "the key may not be used from 198.51.100.1",
      target: { type: "api_key", id },
    });
  });

  it("stops with its revocation, which is in the log", async () => {
    const { id, key } = await make();
    await revokeApiKey(admin(), { id, reason: "Unused", ticket: "SEC-1" });
    await expect(use(key)).rejects.toMatchObject(refused);
    const told = await listTold(database, organization, "api_key.revoked");
    expect(told.at(-1)).toMatchObject({
      reason: "Unused",
      metadata: { ticket: "SEC-1" },
    });
    await expect(revokeApiKey(admin(), { id })).rejects.toThrow("revoked before");
  });

  it("is rotated: two work for a while, then the new one alone", async () => {
    const old = await make({ clientSlug: "acme", allowedIps: ["203.0.113.0/24"] });
    const made = await rotateApiKey(admin(), { id: old.id, overlap: 24 });
    const [first, second] = [await use(old.key), await use(made.key)];
    expect(second.scope).toEqual(first.scope);
    await expect(use(made.key, "198.51.100.1")).rejects.toMatchObject(refused);
    const at = await rotateApiKey(admin(), { id: made.id, overlap: 0 });
    await expect(use(made.key)).rejects.toMatchObject(refused);
    await use(at.key);
    const [told] = await listTold(database, organization, "api_key.rotated");
    expect(told).toMatchObject({
      target: { id: old.id },
      metadata: { new_key: made.id },
    });
    await expect(
      rotateApiKey(admin(), { id: made.id, overlap: 1 }),
    ).rejects.toMatchObject({ code: "input.invalid" });
  });

  it("that leaked is revoked by its value, by staff or by whoever holds it", async () => {
    const leaked = await make();
    const changed = leaked.key.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    await expect(revokeLeakedKey(admin(), { value: changed })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/value" }] },
    });
    await use(leaked.key);
    await revokeLeakedKey(admin(), { value: ` ${leaked.key}\n` });
    await expect(use(leaked.key)).rejects.toMatchObject(refused);
    const found = await make({ clientSlug: "acme" });
    await revokeOwnKey(await use(found.key), {});
    await expect(use(found.key)).rejects.toMatchObject(refused);
  });

  it("shows when, how often and from where it was used, for one write a flush", async () => {
    const { id, key } = await make();
    await Promise.all([use(key), use(key), use(key, "203.0.113.9")]);
    await use(key, "203.0.113.9");
    await flushKeyUses();
    const { organizationId } = organization;
    const [row, days] = await readInScope(organization.ctx.scope, async (tx) => [
      await findKey(tx, organizationId, id),
      await listKeyDays(tx, organizationId),
    ]);
    expect(row.lastUsedIp).toBe("203.0.113.9");
    expect(row.lastUsedAt).not.toBeNull();
    expect(days.get(id)).toMatchObject([{ useCount: 4, refusedCount: 0 }]);
  });

  it("is made, rotated and revoked by owners and admins only", async () => {
    const { id } = await make();
    for (const role of ["technician", "auditor"] as const) {
      const ctx = actingAs(organization, role);
      const outcomes = await Promise.allSettled([
        rotateApiKey(ctx, { id, overlap: 1 }),
        revokeApiKey(ctx, { id }),
        revokeLeakedKey(ctx, { value: "x" }),
      ]);
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ reason: { code: "access.denied" } });
      }
    }
  });

  it("of another organization is not there", async () => {
    const { id, key } = await make();
    const other = await makeOrganization("other");
    const owner = actingAs(other, "owner");
    await expect(revokeApiKey(owner, { id })).rejects.toMatchObject({
      code: "resource.not_found",
    });
    await expect(revokeLeakedKey(owner, { value: key })).rejects.toMatchObject({
      code: "input.invalid",
    });
    await use(key);
  });
});

describe("a list of addresses", () => {
  it("is read a line or a comma at a time", () => {
    expect(parseNetworkLines(" 10.0.0.1,\n2001:db8::/32 \n")).toEqual([
      "10.0.0.1",
      "2001:db8::/32",
    ]);
  });

  it("that is empty lets any address in, and an unknown one never matches", () => {
    expect(isFromAllowed([], null)).toBe(true);
    expect(isFromAllowed(["10.0.0.0/8"], null)).toBe(false);
    expect(isFromAllowed(["10.0.0.0/8"], "10.1.2.3")).toBe(true);
  });

  it.each(["10.0.0", "evil", "10.0.0.0/33", "0.0.0.0/0x"])("refuses %s", async (text) => {
    await expect(make({ allowedIps: [text] })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/allowedIps/0" }] },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintKeyCtx } from "@/lib/access/mint";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { checkTexts, findDifference } from "./check-texts";
import type { EntryTexts } from "./model";
import { findTexts, listEntriesOf } from "./queries";

const nowhere = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
});

afterAll(async () => {
  await database.drop();
});

async function append(event: EventInput): Promise<string> {
  const received = [{ event, pointer: "" }];
  const { entries } = await appendEvents(organization.ctx, received, null);
  return entries[0]?.id ?? "";
}

function scopeOf(slug: string) {
  const { organizationId, clients } = organization;
  const facts = { organizationId, id: "key_x", name: "x", scopes: [] };
  return mintKeyCtx({ ...facts, clientId: clients[slug] ?? null }, nowhere).scope;
}

async function textsOf(id: string): Promise<EntryTexts> {
  const texts = await findTexts(organization.ctx.scope, id);
  if (!texts) throw new Error("there is such an entry");
  return texts;
}

describe("the texts of an entry", () => {
  it("give the very hashes the log has, and link to the entries before", async () => {
    await append({ action: "ticket.created", client: "acme" });
    const id = await append({
      action: "ticket.updated",
      client: "acme",
      changes: [{ path: "/status", before: "Öpen", after: null }],
    });
    const checks = checkTexts(await textsOf(id));
    expect(checks.map(({ isSame }) => isSame)).toEqual([true, true, true, true, true]);
    expect(checks.map(({ what }) => what)).toContain("Link to the entry before");
  });

  it("changed by one letter give other hashes, from the content on", async () => {
    const texts = await textsOf(await append({ action: "ticket.updated" }));
    const fields = texts.fields.map((text) => text?.replace("ticket", "ticked") ?? null);
    const [content, entry] = checkTexts({ ...texts, fields });
    expect(content?.isSame).toBe(false);
    expect(entry?.isSame).toBe(false);
    const at = findDifference(content?.stored ?? "", content?.computed ?? "");
    expect(at).toBeLessThan(32);
  });

  it("without their key say that the content cannot be checked", async () => {
    const texts = await textsOf(await append({ action: "ticket.updated" }));
    const [content, entry] = checkTexts({ ...texts, entryKey: null });
    expect(content?.computed).toBeNull();
    expect(entry?.isSame).toBe(true);
  });

  it("are nobody's who may not read the entry", async () => {
    const id = await append({ action: "ticket.updated", client: "acme" });
    const other = await makeOrganization("contoso");
    expect(await findTexts(other.ctx.scope, id)).toBeNull();
    expect(await findTexts(scopeOf("globex"), id)).toBeNull();
    expect(await findTexts(scopeOf("acme"), id)).not.toBeNull();
  });
});

describe("entries asked for by their ids", () => {
  it("come in the order asked for, without those of others", async () => {
    const mine = await append({ action: "a.first", client: "acme" });
    const others = await append({ action: "a.second", client: "globex" });
    const all = await listEntriesOf(organization.ctx.scope, [others, mine, "evt_none"]);
    expect(all.map(({ action }) => action)).toEqual(["a.second", "a.first"]);
    const own = await listEntriesOf(scopeOf("acme"), [others, mine]);
    expect(own.map(({ action }) => action)).toEqual(["a.first"]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everything } from "@/lib/entries/filter";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import type { PortalChoices } from "@/lib/portal/choices";
import { updatePortal } from "@/lib/portal/mutations";
import { openReader } from "@/lib/portal/queries";
import { parsePortalView, portalPageSize } from "@/lib/portal/view";
import { addPerson } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPortalReader, type PortalReader } from "@/testing/portal";
import { countShown, findShownEntry, listPeopleShown, listPortalPage } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;
let sam: PortalReader;
let theirs: string;

const always = { from: null, to: null };

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  sam = await addPortalReader(organization, "acme");
  await addPerson(organization, "technician", "Alice Ng");
  for (let at = 0; at < 60; at += 1) {
    await append("acme", {
      target: { type: "ticket", id: `t${at}`, name: `Errand ${at}` },
    });
  }
  await append("acme", { metadata: { note: "hiddenword" }, reason: "hiddenword" });
  await append("acme", {
    action: "invoice.sent",
    target: { type: "invoice", id: "1", name: "canary-billing" },
  });
  [theirs = ""] = await append("globex", {
    target: { type: "ticket", id: "x", name: "canary-globex" },
  });
});

afterAll(async () => {
  await database.drop();
});

async function append(client: string, event: Partial<EventInput>): Promise<string[]> {
  const actor = {
    type: "user" as const,
    id: "usr_alice",
    name: "Alice Ng",
    email: "alice@msp.example",
    role: "technician",
  };
  const context = { ip: "198.51.100.9" };
  const whole = { action: "ticket.updated", client, actor, context, ...event };
  const { entries } = await appendEvents(organization.ctx, [
    { event: whole, pointer: "/events/0" },
  ]);
  return entries.map(({ id }) => id);
}

async function choose(choices: Partial<PortalChoices>): Promise<void> {
  await updatePortal(organization.ctx, {
    id: sam.clientId,
    staffNames: "full",
    showsAddresses: false,
    showsNotes: false,
    hiddenCategories: [],
    displayName: null,
    brandLight: null,
    brandDark: null,
    ...choices,
  });
}

async function ask(text: string) {
  const reader = await openReader(sam.ctx.scope);
  const { view, ignored } = parsePortalView(
    new URLSearchParams(`range=all&${text}`),
    reader.choices,
  );
  const selection = { filter: view.filter, range: always };
  const page = await listPortalPage(reader, selection, view);
  const count = await countShown(reader, selection);
  return { ...page, ignored, count };
}

describe("a portal's list", () => {
  it("holds its client's entries and nothing of another, nor any address of staff", async () => {
    await choose({});
    const text = JSON.stringify(await ask("q=canary"));
    expect(text).toContain("canary-billing");
    expect(text).not.toContain("canary-globex");
    expect(text).not.toContain("198.51.100.9");
    const reader = await openReader(sam.ctx.scope);
    expect(await findShownEntry(reader, theirs)).toBeNull();
  });

  it("pages through everything once, in either direction, and counts it", async () => {
    await choose({});
    const first = await ask("");
    expect(first.entries).toHaveLength(portalPageSize);
    expect(first.newerCursor).toBeNull();
    const second = await ask(`before=${first.olderCursor}`);
    expect(second.olderCursor).toBeNull();
    expect(first.entries.length + second.entries.length).toBe(first.total);
    expect(first.count).toBe(first.total);
    const back = await ask(`after=${second.newerCursor}`);
    expect(back.entries.map(({ id }) => id)).toEqual(first.entries.map(({ id }) => id));
    const found = await ask("q=errand");
    const rest = await ask(`q=errand&before=${found.olderCursor}`);
    expect(found.entries.length + rest.entries.length).toBe(60);
    expect([found.total, found.count]).toEqual([60, 60]);
    const again = await ask(`q=errand&after=${rest.newerCursor}`);
    expect(again.entries.map(({ id }) => id)).toEqual(found.entries.map(({ id }) => id));
  });

  it("a search finds nothing in what is hidden, and nothing is found by its absence", async () => {
    await choose({});
    expect((await ask("q=hiddenword")).total).toBe(0);
    expect((await ask("q=198.51.100.9")).total).toBe(0);
    const all = (await ask("")).total;
    expect((await ask("q=-hiddenword")).total).toBe(all);
    await choose({ showsNotes: true });
    expect((await ask("q=hiddenword")).total).toBe(1);
    await choose({ staffNames: "role" });
    expect((await ask("q=Alice")).total).toBe(0);
    expect((await ask("q=alice@msp.example")).total).toBe(0);
  });

  it("shows of an event about two clients its own part, without the other's name (T-06)", async () => {
    await choose({});
    await appendEvents(organization.ctx, [
      {
        event: {
          action: "bulk.archived",
          clients: ["acme", "globex"],
          targets: [
            { type: "ticket", id: "m1", name: "merged-acme", client: "acme" },
            { type: "ticket", id: "m2", name: "merged-globex", client: "globex" },
          ],
        },
        pointer: "/events/0",
      },
    ]);
    const text = JSON.stringify(await ask("q=merged"));
    expect(text).toContain("merged-acme");
    expect(text).not.toContain("globex");
  });

  it("has nothing of a hidden category: no row, no count, no entry by its id", async () => {
    await choose({});
    const [billing] = (await ask("q=canary-billing")).entries;
    const all = (await ask("")).total;
    await choose({ hiddenCategories: ["billing"] });
    expect((await ask("")).total).toBe(all - 1 + 1);
    expect((await ask("q=canary-billing")).total).toBe(0);
    const reader = await openReader(sam.ctx.scope);
    expect(await findShownEntry(reader, billing?.id ?? "")).toBeNull();
  });

  it("offers people as far as they are named, and takes no other question about them", async () => {
    await choose({ staffNames: "first" });
    const reader = await openReader(sam.ctx.scope);
    const selection = { filter: everything, range: always };
    const people = await listPeopleShown(reader, selection);
    expect(people).toContainEqual({ value: "usr_alice", label: "Alice" });
    const byMail = await ask("actor=alice@msp.example");
    expect(byMail.ignored).toMatchObject([{ name: "actor" }]);
    await choose({ staffNames: "role" });
    expect((await ask("actor=usr_alice")).ignored).toMatchObject([{ name: "actor" }]);
    expect(await listPeopleShown(await openReader(sam.ctx.scope), selection)).toEqual([]);
  });

  it("knows no other parameter: none of the console's, and none twice", async () => {
    await choose({});
    for (const text of [
      ...["client=globex", "ip=198.51.100.9", "category=billing", "upto=3", "e=evt_1"],
      ...["session=s", "request=r", "outcome=denied", "idx=1", "verb=update&verb=delete"],
    ]) {
      expect((await ask(text)).ignored, text).toHaveLength(1);
    }
  });
});

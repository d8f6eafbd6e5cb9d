import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { deletion, evaluate, inWorker, makeRule } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";
import { type Choices, defaultChoices } from "./model";
import { readNotifications, saveChoices, sendDigests } from "./mutations";
import { countUnread, listNotifications } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let ann: Ctx;
let annId: string;
let bob: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  const [first, second] = [
    await addPerson(northwind, "owner", "Ann"),
    await addPerson(northwind, "admin", "Bob"),
  ];
  annId = first.id;
  ann = actingAs(northwind, "owner", { userId: first.id });
  bob = actingAs(northwind, "admin", { userId: second.id });
});

afterEach(async () => {
  await database.admin`delete from custody.mails`;
  await database.admin`delete from custody.notifications`;
  await database.admin`update custody.rules set is_enabled = false`;
});

afterAll(() => database.drop());

const list = (ctx: Ctx) =>
  readInScope(ctx.scope, (tx) =>
    listNotifications(
      tx,
      northwind.organizationId,
      ctx.principal.kind === "user" ? ctx.principal.userId : "",
    ),
  );
const mails = () => database.admin<
  { recipient: string; subject: string; wait: number }[]
>`
  select recipient, subject, extract(epoch from due_at - created_at)::float8 as wait
  from custody.mails order by created_at`;
const choose = (by: Partial<Choices["by"]>, quiet: Choices["quiet"] = null) =>
  saveChoices(ann, { by: { ...defaultChoices.by, ...by }, quiet });

/** A rule that tells Ann fires once. */
async function fire(): Promise<void> {
  await makeRule(northwind, { tell: { owners: false, people: [annId], webhooks: [] } });
  await appendEvents(northwind, "acme", [deletion("1")]);
  await evaluate(database);
}

describe("somebody who is told", () => {
  it("reads it on their own page and nobody else does, until it is marked as read", async () => {
    await choose({});
    await fire();
    const [told] = await list(ann);
    expect(told).toMatchObject({ kind: "alert", readAt: null });
    expect(told?.href).toMatch(/^\/alerts\/alr_/);
    expect(await list(bob)).toEqual([]);
    await readNotifications(bob, {});
    const count = () =>
      readInScope(ann.scope, (tx) => countUnread(tx, northwind.organizationId, annId));
    expect(await count()).toBe(1);
    await readNotifications(ann, {});
    expect(await count()).toBe(0);
    expect(await mails()).toHaveLength(1);
  });

  it("gets no mail where they chose none, and that they chose so is in the log", async () => {
    await choose({ alert: "off" });
    await fire();
    expect(await mails()).toEqual([]);
    expect(await list(ann)).toHaveLength(1);
    const [entry] = (
      await listTold(database, northwind, "user.preferences_changed")
    ).slice(-1);
    expect(entry).toMatchObject({ target: { type: "user", id: annId } });
    expect(JSON.stringify(entry?.changes)).toContain('"off"');
  });

  it("gets the mails of quiet hours when these are over", async () => {
    const now = new Date();
    const clock = (hours: number) => {
      const moment = new Date(+now + hours * 3_600_000);
      return moment.toISOString().slice(11, 16);
    };
    await database.admin`update custody.organizations set time_zone = 'UTC'`;
    await choose({}, { from: clock(-1), to: clock(2) });
    await fire();
    const [mail] = await mails();
    expect(mail?.wait).toBeGreaterThan(6_900);
    expect(mail?.wait).toBeLessThanOrEqual(7_200);
  });

  it("gets one digest of all that waited for it, once", async () => {
    await choose({ alert: "digest" });
    await fire();
    await fire();
    expect(await mails()).toEqual([]);
    await database.admin`
      update custody.notifications set created_at = created_at - interval '2 days'`;
    const send = () =>
      inWorker(database, () => sendDigests(northwind.organizationId, new Date()));
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect((await mails()).map(({ subject }) => subject)).toEqual(["Your daily digest"]);
  });
});

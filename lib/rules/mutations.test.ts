import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPortalReader } from "@/testing/portal";
import { deletion, evaluate, listTriggers, makeRule } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";
import type { RuleDefinition } from "./model";
import { muteRule, setRuleEnabled, updateRule } from "./mutations";
import { findRule } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
});

afterEach(async () => {
  await database.admin`update custody.rules set is_enabled = false`;
});

afterAll(() => database.drop());

const work = () => evaluate(database);
const rule = (change: Partial<RuleDefinition> = {}) => makeRule(northwind, change);
const fires = () => listTold(database, northwind, "rule.fired");
const triggersOf = () => listTriggers(database, northwind);
const deletions = async () =>
  (await listTold(database, northwind, "ticket.deleted")).map(({ idx }) => idx);

describe("a change of a rule", () => {
  it("is an entry with what it was and what it became, and misses no entry", async () => {
    const { id } = await rule();
    await appendEvents(northwind, "acme", [deletion("1")]);
    const known = await findRule(northwind.ctx.scope, id);
    if (!known) throw new Error("no rule");
    await updateRule(northwind.ctx, {
      id,
      definition: { ...known.definition, severity: "critical" },
    });
    await work();
    const [updated] = await listTold(database, northwind, "rule.updated");
    expect(updated?.changes).toEqual([
      { path: "/severity", before: "medium", after: "critical" },
    ]);
    expect((await fires()).map(({ metadata }) => metadata.rule_version)).toEqual([2]);
  });

  it("that switches it off ends its fires, and is an entry of who did it (T-32)", async () => {
    const { id } = await rule();
    await setRuleEnabled(northwind.ctx, { id, isEnabled: false });
    await appendEvents(northwind, "acme", [deletion("1")]);
    await work();
    await setRuleEnabled(northwind.ctx, { id, isEnabled: true });
    await appendEvents(northwind, "acme", [deletion("2")]);
    await work();
    expect(await triggersOf()).toEqual((await deletions()).slice(1));
    const [disabled] = await listTold(database, northwind, "rule.disabled");
    expect(disabled).toMatchObject({ actor: { id: "cli" }, target: { id } });
  });

  it("that mutes it leaves its fires in the log and tells nobody", async () => {
    const owner = await addPerson(northwind, "owner");
    const tell = { owners: true, people: [], webhooks: [] };
    const { id } = await rule({ tell });
    await muteRule(northwind.ctx, { id, minutes: 60 });
    await appendEvents(northwind, "acme", [deletion("1")]);
    await work();
    expect((await fires())[0]?.metadata).toMatchObject({ muted: true, tells: null });
    expect(await readNewestMail(database, northwind, owner.email)).toBeNull();
  });
});

it("owners and the people a rule names get a mail, once a fire, with nothing of theirs in its subject", async () => {
  const [owner, admin] = [
    await addPerson(northwind, "owner"),
    await addPerson(northwind, "admin"),
  ];
  await rule({ tell: { owners: true, people: [admin.id, owner.id], webhooks: [] } });
  await appendEvents(northwind, "acme", [deletion("1")]);
  await work();
  await work();
  for (const { email } of [owner, admin]) {
    const mails = await database.admin`
      select id from custody.mails where recipient = ${email}`;
    expect(mails).toHaveLength(1);
    const mail = await readNewestMail(database, northwind, email);
    expect(mail?.subject).toBe("A rule fired: medium severity");
    expect(mail?.text).toContain("Alice deleted Ticket #1 “Ticket 1” for acme");
    expect(mail?.text).toContain("/alerts/alr_");
  }
});

it("a rule that names somebody of another organization is refused", async () => {
  const stranger = await addPerson(await makeOrganization(`other-${count}`), "owner");
  const tell = { owners: false, people: [stranger.id], webhooks: [] };
  await expect(rule({ tell })).rejects.toMatchObject({ code: "input.invalid" });
});

it("a rule tells nobody of a client: who looks into a portal gets no mail about the log", async () => {
  const clientSlug = Object.keys(northwind.clients)[0] ?? "";
  const { userId } = await addPortalReader(northwind, clientSlug);
  const tell = { owners: false, people: [userId], webhooks: [] };
  await expect(rule({ tell })).rejects.toMatchObject({ code: "input.invalid" });
});

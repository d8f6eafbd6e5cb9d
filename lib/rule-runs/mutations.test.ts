import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RuleDefinition } from "@/lib/rules/model";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { deletion, evaluate, listTriggers, makeRule } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";

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

describe("a rule that is on", () => {
  it("fires once for each entry that came since, and never for what was there", async () => {
    await appendEvents(northwind, "acme", [deletion("before")]);
    const { id } = await rule();
    await appendEvents(northwind, "acme", [deletion("1"), deletion("2")]);
    await appendEvents(northwind, null, [{ action: "ticket.updated" }]);
    await work();
    await work();
    expect(await triggersOf()).toEqual((await deletions()).slice(1));
    const [fire] = await fires();
    expect(fire).toMatchObject({
      actor: { type: "rule", id, name: "Deletions" },
      target: { type: "rule", id },
      source: "rule",
      client: null,
      metadata: {
        rule_version: 1,
        entry_count: 1,
        payload: {
          type: "rule.fired",
          data: {
            rule: { id, version: 1 },
            trigger: {
              client: "acme",
              sentence: "Alice deleted Ticket #1 “Ticket 1” for acme",
            },
          },
        },
      },
    });
  });

  it("leaves one alert for each fire, with what it was made of", async () => {
    await rule({ kind: "threshold", count: 3, windowMinutes: 10, severity: "high" });
    const told = ["1", "2", "3", "4"].map((id) => deletion(id));
    await appendEvents(northwind, "acme", told);
    await work();
    const [alert, ...more] = await database.admin`
      select * from custody.alerts where organization_id = ${northwind.organizationId}`;
    expect(more).toEqual([]);
    const [fire] = await fires();
    const places = await deletions();
    expect(alert).toMatchObject({ entry_id: fire?.id, severity: "high", state: "open" });
    expect(fire?.metadata.entries).toEqual(places.slice(0, 3));
    const { query } = JSON.parse(alert?.facts);
    const asked = new URLSearchParams(query);
    expect(asked.get("actor")).toBe("u_1");
    expect(asked.get("upto")).toBe(String(places[2]));
  });

  it("goes on with what it remembered after the worker was restarted", async () => {
    await rule({ kind: "threshold", count: 3, windowMinutes: 10 });
    for (const id of ["1", "2", "3"]) {
      await appendEvents(northwind, "acme", [deletion(id)]);
      await work();
    }
    expect(await fires()).toHaveLength(1);
  });

  it("never fires at what a rule did itself, whatever it asks for", async () => {
    await rule({ when: { query: "category=rules", condition: null } });
    await rule({ when: { query: "action=rule.fired", condition: null } });
    await rule();
    await appendEvents(northwind, "acme", [deletion("1")]);
    for (let turn = 0; turn < 5; turn += 1) await work();
    const told = (await fires()).map(({ metadata }) => metadata.trigger);
    const creations = await listTold(database, northwind, "rule.created");
    const causes = [...creations.map(({ idx }) => idx), ...(await deletions())];
    expect(told).toMatchObject(causes.map((idx) => ({ idx })));
  });

  it("asks a condition of the record that the vendor sent", async () => {
    const field = "metadata.mfa";
    const condition = { field, op: "eq", value: false } as const;
    await rule({ when: { query: "", condition } });
    await appendEvents(northwind, null, [
      { action: "ConsoleLogin", metadata: { mfa: true } },
      { action: "ConsoleLogin", metadata: { mfa: false } },
    ]);
    await work();
    expect(await fires()).toHaveLength(1);
  });

  it("finds a client that was renamed since", async () => {
    await rule({ when: { query: "client=acme", condition: null } });
    await database.admin`update custody.clients set slug = 'acme-ltd'
      where organization_id = ${northwind.organizationId}`;
    await database.admin`insert into custody.former_slugs (organization_id, slug, client_id)
      values (${northwind.organizationId}, 'acme', ${northwind.clients.acme ?? ""})`;
    await appendEvents(northwind, "acme", [deletion("1")]);
    await work();
    expect(await fires()).toHaveLength(1);
  });

  it("knows what was seen before it was made, and fires for what was not", async () => {
    const from = (ip: string) => deletion("x", { context: { ip } });
    await appendEvents(northwind, "acme", [from("203.0.113.7"), from("198.51.100.1")]);
    await rule({ kind: "first_seen", of: "ip", per: "actor" });
    await work();
    await appendEvents(northwind, "acme", [from("203.0.113.7"), from("192.0.2.9")]);
    await work();
    const groups = (await fires()).map(
      ({ metadata }) => (metadata.payload as { data: { group: string } }).data.group,
    );
    expect(groups).toEqual(["192.0.2.9"]);
  });

  it("tells of a silence once, at the entry after which it began", async () => {
    await rule({ kind: "silence", windowMinutes: 30, per: "none" });
    await appendEvents(northwind, "acme", [deletion("1")]);
    await work();
    expect(await fires()).toEqual([]);
    await database.admin`update custody.rule_states
      set due_at = clock_timestamp() - interval '1 minute'`;
    await work();
    await work();
    expect(await triggersOf()).toEqual(await deletions());
  });

  it("tells of a silence that nothing ever broke", async () => {
    await rule({ kind: "silence", windowMinutes: 30, per: "none" });
    await work();
    await database.admin`update custody.rule_states
      set due_at = clock_timestamp() - interval '1 minute'`;
    await work();
    await work();
    expect(await fires()).toHaveLength(1);
  });

  it("is held back when it fires too often, and says so once", async () => {
    await rule();
    const many = Array.from({ length: 80 }, (_, at) => deletion(String(at)));
    await appendEvents(northwind, "acme", many);
    await work();
    expect(await fires()).toHaveLength(60);
    expect(await listTold(database, northwind, "rule.held_back")).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setAlertState } from "@/lib/alerts/mutations";
import { testIntegration } from "@/lib/integrations/mutations";
import { productIds } from "@/lib/integrations/products";
import { findIntegration } from "@/lib/integrations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { requestWriteBack } from "@/lib/write-back-requests/mutations";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import type { TicketSystem } from "@/testing/ticket-systems/server";
import {
  fireInto,
  makeIntegration,
  readWriteBacks,
  ticketSystems,
  writeBack,
} from "@/testing/write-backs";

let database: TestDatabase;
let northwind: TestOrganization;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
});

afterAll(() => database.drop());

/** The number each server gives its first ticket. */
const tickets = {
  connectwise: "4711",
  halopsa: "2051",
  autotask: "58001",
  generic: "100",
};

/** What each was asked, in order: the four write-backs and the test. */
const calls = {
  connectwise: [
    "POST /v4_6_release/apis/3.0/service/tickets",
    "POST /v4_6_release/apis/3.0/service/tickets/4711/notes",
    "POST /v4_6_release/apis/3.0/time/entries",
    "PATCH /v4_6_release/apis/3.0/service/tickets/4711",
    "GET /v4_6_release/apis/3.0/system/info",
  ],
  halopsa: [
    "POST /api/Tickets",
    "POST /api/Actions",
    "POST /api/Actions",
    "POST /api/Tickets",
    "GET /api/Status",
  ],
  autotask: [
    "POST /ATServicesRest/V1.0/Tickets",
    "POST /ATServicesRest/V1.0/Tickets/58001/Notes",
    "POST /ATServicesRest/V1.0/TimeEntries",
    "PATCH /ATServicesRest/V1.0/Tickets",
    "GET /ATServicesRest/V1.0/ThresholdInformation",
  ],
  generic: [
    "POST /api/tickets",
    "POST /api/tickets/100/notes",
    "POST /api/tickets/100/time",
    "PATCH /api/tickets/100",
    "GET /api/me",
  ],
};

const actions = [
  "integration.ticket_created",
  "integration.alert_acknowledged",
  "integration.time_entry_added",
  "integration.ticket_status_changed",
  "integration.tested",
];

describe.each(productIds)("%s", (product) => {
  let system: TicketSystem;
  let alertId = "";
  let ruleId = "";

  beforeAll(async () => {
    system = await ticketSystems[product].start();
    northwind = await makeOrganization(`northwind-${product}`, ["acme"]);
  });

  afterAll(async () => {
    await database.admin`update custody.rules set is_enabled = false`;
    await system.close();
  });

  const run = () => writeBack(database, [system.host], { isOver: true });

  it("gets a ticket when a rule fires, then the acknowledgement, time and the end", async () => {
    const { ctx } = northwind;
    const { id } = await makeIntegration(northwind, product, system);
    ({ alertId, ruleId } = await fireInto(database, northwind, [id]));
    await run();
    const [opener] = await readWriteBacks(northwind, alertId);
    expect(opener).toMatchObject({ state: "done", ticketId: tickets[product] });
    await setAlertState(ctx, { id: alertId, state: "acknowledged", note: "on it" });
    await run();
    const ticket = opener?.id ?? "";
    const time = {
      kind: "add_time",
      alertId,
      ticket,
      minutes: 45,
      note: "looked",
    } as const;
    await requestWriteBack(ctx, time);
    await run();
    await setAlertState(ctx, { id: alertId, state: "resolved", note: "" });
    await run();
    await testIntegration(ctx, { id });
    await run();
    const asked = system.asked
      .filter(({ path }) => !path.startsWith("/auth/token"))
      .map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual(calls[product]);
    const states = (await readWriteBacks(northwind, alertId)).map(({ state }) => state);
    expect(states).toEqual(["done", "done", "done", "done"]);
    const tested = await readInScope(ctx.scope, (tx) =>
      findIntegration(tx, ctx.scope, id),
    );
    expect(tested).toMatchObject({ checkError: null, checkedAt: expect.any(Date) });
    await expectEntries();
  });

  /** Each is an entry with what was sent and answered, of who asked for it. */
  async function expectEntries() {
    for (const action of actions) {
      const [entry] = await listTold(database, northwind, action);
      expect(entry, action).toMatchObject({
        outcome: "success",
        client: null,
        request: { url: expect.stringContaining(system.url) },
        response: { status: expect.any(Number), duration_ms: expect.any(Number) },
      });
    }
    const [made] = await listTold(database, northwind, "integration.ticket_created");
    expect(made).toMatchObject({
      actor: { type: "rule", id: ruleId },
      source: "rule",
      metadata: { rule: ruleId, alert: alertId, ticket: tickets[product] },
    });
    expect(JSON.stringify(made?.request)).toContain("Alice deleted");
    const [noted] = await listTold(database, northwind, "integration.alert_acknowledged");
    expect(noted).toMatchObject({ actor: { type: "system" } });
    expect(JSON.stringify(noted?.request)).toContain("on it");
  }

  it("says in its own words why it refuses, and the entry and the alert say it too", async () => {
    const { ctx } = northwind;
    const { id } = await makeIntegration(northwind, product, system);
    await database.admin`
      update custody.integrations set settings = settings
        || '{"board": "No such board", "ticketType": "99", "companies": "acme = 999",
             "create_ticketBody": "{}"}'::jsonb
      where id = ${id}`;
    const integrationId = id;
    await requestWriteBack(ctx, { kind: "create_ticket", alertId, integrationId });
    await run();
    const refused = (await readWriteBacks(northwind, alertId)).at(-1);
    const words = {
      connectwise:
        "it answered 400: ticket object is invalid; Could not find service board.",
      halopsa: "it answered 400: Invalid ticket type",
      autotask:
        "it answered 500: Reference value on field: companyID of type: Account does not exist.",
      generic: "it answered 422: title is missing",
    };
    expect(refused).toMatchObject({ state: "failed", lastError: words[product] });
    const entry = (await listTold(database, northwind, "integration.ticket_created")).at(
      -1,
    );
    expect(entry).toMatchObject({
      outcome: "failed",
      reason: words[product],
      id: refused?.entryId,
    });
  });

  it("refuses wrong credentials: the test says so, and nothing is tried again", async () => {
    const { ctx } = northwind;
    const { id } = await makeIntegration(northwind, product, system);
    system.instead = ({ path }) =>
      path.startsWith("/auth/token")
        ? { status: 400, body: { error: "invalid_client" } }
        : { status: 401, body: "" };
    await testIntegration(ctx, { id });
    await run();
    const asked = system.asked.length;
    await run();
    expect(system.asked).toHaveLength(asked);
    system.instead = undefined;
    const tested = await readInScope(ctx.scope, (tx) =>
      findIntegration(tx, ctx.scope, id),
    );
    expect(tested?.checkError).toMatch(/it (answered 401|gave no token \(400\))/);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { requestWriteBack, settleWriteBack } from "@/lib/write-back-requests/mutations";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { kill, startKillable } from "@/testing/killable";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { deletion } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";
import { startGeneric } from "@/testing/ticket-systems/generic";
import type { TicketSystem } from "@/testing/ticket-systems/server";
import {
  fireInto,
  makeIntegration,
  readWriteBacks,
  writeBack,
} from "@/testing/write-backs";

let database: TestDatabase;
let northwind: TestOrganization;
let system: TicketSystem;
let integrationId = "";
let count = 0;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  system = await startGeneric();
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
  integrationId = (await makeIntegration(northwind, "generic", system)).id;
});

afterEach(async () => {
  await system.close();
  await database.admin`update custody.rules set is_enabled = false`;
  await database.admin`update custody.write_backs set state = 'failed'
    where state in ('waiting', 'sending')`;
});

afterAll(() => database.drop());

const fire = () => fireInto(database, northwind, [integrationId]);
const run = (isOver = false) => writeBack(database, [system.host], { isOver });
const told = (action: string) => listTold(database, northwind, action);
const statesOf = async (alertId: string) =>
  (await readWriteBacks(northwind, alertId)).map(({ state }) => state);

it("a system that is too busy is asked again when it says, and gets one ticket", async () => {
  const { alertId } = await fire();
  system.instead = () => ({ status: 429, headers: { "retry-after": "120" } });
  await run();
  const [waiting] = await readWriteBacks(northwind, alertId);
  expect(waiting).toMatchObject({ state: "waiting", lastError: "it answered 429" });
  expect(+(waiting?.dueAt ?? 0) - Date.now()).toBeGreaterThan(110_000);
  expect(await told("integration.ticket_created")).toEqual([]);
  system.instead = undefined;
  await run(true);
  expect(await statesOf(alertId)).toEqual(["done"]);
  expect(await told("integration.ticket_created")).toHaveLength(1);
  expect(
    new Set(system.asked.map(({ headers }) => headers["idempotency-key"])).size,
  ).toBe(1);
});

it("a system that is down is asked again, and is given up on in the end, with an entry", async () => {
  const { alertId } = await fire();
  const { host } = system;
  await system.close();
  for (let round = 0; round < 9; round += 1) {
    await writeBack(database, [host], { isOver: true });
  }
  expect(await statesOf(alertId)).toEqual(["failed"]);
  const [entry] = await told("integration.ticket_created");
  expect(entry).toMatchObject({
    outcome: "failed",
    metadata: { attempts: 9 },
    response: null,
  });
  expect(entry?.reason).toContain("could not be reached");
  system = await startGeneric();
});

it("where no answer came the call is not made twice: a person looks, and says what is there", async () => {
  const { alertId } = await fire();
  system.instead = () => null;
  await run();
  await run(true);
  expect(system.asked).toHaveLength(1);
  const [unsure] = await readWriteBacks(northwind, alertId);
  expect(unsure).toMatchObject({ state: "unsure", ticketId: null });
  expect(await told("integration.write_back_unsure")).toMatchObject([
    { outcome: "failed", response: null, request: { method: "POST" } },
  ]);
  const id = unsure?.id ?? "";
  const settle = (ticketId: string | null) =>
    settleWriteBack(northwind.ctx, { id, alertId, how: "done", ticketId });
  await expect(settle(null)).rejects.toMatchObject({ code: "input.invalid" });
  await settle("T-100");
  await expect(settle("T-100")).rejects.toMatchObject({ code: "write_back.settled" });
  const [settled] = await readWriteBacks(northwind, alertId);
  expect(settled).toMatchObject({ state: "done", ticketId: "T-100" });
  system.instead = undefined;
  const status = { kind: "set_status", alertId, ticket: id, status: "closed" } as const;
  await requestWriteBack(northwind.ctx, status);
  await run();
  expect(system.asked.at(-1)?.path).toBe("/api/tickets/T-100");
  expect(await told("integration.write_back_settled")).toHaveLength(1);
});

it("what changes nothing the second time is sent again where no answer came", async () => {
  const { alertId } = await fire();
  await run();
  const [opener] = await readWriteBacks(northwind, alertId);
  const ticket = opener?.id ?? "";
  await requestWriteBack(northwind.ctx, {
    kind: "set_status",
    alertId,
    ticket,
    status: "x",
  });
  system.instead = () => ({ status: 502 });
  await run();
  expect(await statesOf(alertId)).toEqual(["done", "waiting"]);
  system.instead = undefined;
  await run(true);
  expect(await statesOf(alertId)).toEqual(["done", "done"]);
});

it("a worker killed while it sends leaves one ticket at most, and says that it is not sure", async () => {
  const { alertId } = await fire();
  let reached = () => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  system.instead = async () => {
    reached();
    return new Promise(() => {});
  };
  const worker = startKillable(database, "write-backs");
  await isReached;
  await kill(worker);
  expect(await statesOf(alertId)).toEqual(["sending"]);
  system.instead = undefined;
  await run();
  expect(await statesOf(alertId)).toEqual(["sending"]);
  await run(true);
  expect(await statesOf(alertId)).toEqual(["unsure"]);
  expect(system.asked).toHaveLength(1);
  const [writeBackOf] = await readWriteBacks(northwind, alertId);
  const again = {
    id: writeBackOf?.id ?? "",
    alertId,
    how: "again",
    ticketId: null,
  } as const;
  await settleWriteBack(northwind.ctx, again);
  await run();
  expect(await statesOf(alertId)).toEqual(["done"]);
});

it("a second ticket of one alert in one system is refused, and so is a stranger's system", async () => {
  const { alertId } = await fire();
  const ask = (id: string) =>
    requestWriteBack(northwind.ctx, {
      kind: "create_ticket",
      alertId,
      integrationId: id,
    });
  await expect(ask(integrationId)).rejects.toMatchObject({ code: "write_back.exists" });
  const other = await makeOrganization(`southwind-${count}`, ["acme"]);
  const foreign = await makeIntegration(other, "generic", system);
  await expect(ask(foreign.id)).rejects.toMatchObject({ code: "resource.not_found" });
  await expect(fireInto(database, northwind, [foreign.id])).rejects.toMatchObject({
    code: "input.invalid",
  });
});

it("while a ticket system hangs, entries are appended, and its call holds no transaction open", async () => {
  await fire();
  let free = () => {};
  system.instead = () =>
    new Promise((resolve) => {
      free = () => resolve({ status: 201, body: { id: 5 } });
    });
  const running = run();
  await expect.poll(() => system.asked.length).toBe(1);
  const [{ held } = { held: -1 }] = await database.admin`
    select count(*)::int as held from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`;
  expect(held).toBe(0);
  await database.admin`select 1`;
  free();
  await running;
  await appendEvents(northwind, "acme", [deletion("2")]);
  expect(await told("ticket.deleted")).toHaveLength(2);
});

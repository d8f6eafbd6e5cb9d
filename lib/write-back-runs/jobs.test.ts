import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { requestWriteBack, settleWriteBack } from "@/lib/write-back-requests/mutations";
import type { TestDatabase } from "@/testing/database";
import { kill, startKillable } from "@/testing/killable";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { deletion } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";
import {
  fireInto,
  makeIntegration,
  openTicketPlace,
  readWriteBacks,
  type TicketPlace,
  writeBack,
} from "@/testing/write-backs";

let database: TestDatabase;
let place: TicketPlace;
let count = 0;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  place = await openTicketPlace(database, `northwind-${count}`);
});

afterEach(() => place.close());
afterAll(() => database.drop());

it("a system that is too busy is asked again when it says, and gets one ticket", async () => {
  const { alertId } = await place.fire();
  place.system.instead = () => ({ status: 429, headers: { "retry-after": "120" } });
  await place.run();
  const [waiting] = await readWriteBacks(place.organization, alertId);
  expect(waiting).toMatchObject({ state: "waiting", lastError: "it answered 429" });
  expect(+(waiting?.dueAt ?? 0) - Date.now()).toBeGreaterThan(110_000);
  expect(await place.told("integration.ticket_created")).toEqual([]);
  place.system.instead = undefined;
  await place.run(true);
  expect(await place.statesOf(alertId)).toEqual(["done"]);
  expect(await place.told("integration.ticket_created")).toHaveLength(1);
  expect(
    new Set(place.system.asked.map(({ headers }) => headers["idempotency-key"])).size,
  ).toBe(1);
});

it("a system that is down is asked again, and is given up on in the end, with an entry", async () => {
  const { alertId } = await place.fire();
  const { host } = place.system;
  await place.system.close();
  for (let round = 0; round < 9; round += 1) {
    await writeBack(database, [host], { isOver: true });
  }
  expect(await place.statesOf(alertId)).toEqual(["failed"]);
  const [entry] = await place.told("integration.ticket_created");
  expect(entry).toMatchObject({
    outcome: "failed",
    metadata: { attempts: 9 },
    response: null,
  });
  expect(entry?.reason).toContain("could not be reached");
});

it("where no answer came the call is not made twice: a person looks, and says what is there", async () => {
  const { alertId } = await place.fire();
  place.system.instead = () => null;
  await place.run();
  await place.run(true);
  expect(place.system.asked).toHaveLength(1);
  const [unsure] = await readWriteBacks(place.organization, alertId);
  expect(unsure).toMatchObject({ state: "unsure", ticketId: null });
  expect(await place.told("integration.write_back_unsure")).toMatchObject([
    { outcome: "failed", response: null, request: { method: "POST" } },
  ]);
  const id = unsure?.id ?? "";
  const settle = (ticketId: string | null) =>
    settleWriteBack(place.organization.ctx, { id, alertId, how: "done", ticketId });
  await expect(settle(null)).rejects.toMatchObject({ code: "input.invalid" });
  await settle("T-100");
  await expect(settle("T-100")).rejects.toMatchObject({ code: "write_back.settled" });
  const [settled] = await readWriteBacks(place.organization, alertId);
  expect(settled).toMatchObject({ state: "done", ticketId: "T-100" });
  place.system.instead = undefined;
  const status = { kind: "set_status", alertId, ticket: id, status: "closed" } as const;
  await requestWriteBack(place.organization.ctx, status);
  await place.run();
  expect(place.system.asked.at(-1)?.path).toBe("/api/tickets/T-100");
  expect(await place.told("integration.write_back_settled")).toHaveLength(1);
});

it("what changes nothing the second time is sent again where no answer came", async () => {
  const { alertId } = await place.fire();
  await place.run();
  const [opener] = await readWriteBacks(place.organization, alertId);
  const ticket = opener?.id ?? "";
  await requestWriteBack(place.organization.ctx, {
    kind: "set_status",
    alertId,
    ticket,
    status: "x",
  });
  place.system.instead = () => ({ status: 502 });
  await place.run();
  expect(await place.statesOf(alertId)).toEqual(["done", "waiting"]);
  place.system.instead = undefined;
  await place.run(true);
  expect(await place.statesOf(alertId)).toEqual(["done", "done"]);
});

it("a worker killed while it sends leaves one ticket at most, and says that it is not sure", async () => {
  const { alertId } = await place.fire();
  let reached = () => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  place.system.instead = async () => {
    reached();
    return new Promise(() => {});
  };
  const worker = startKillable(database, "write-backs");
  await isReached;
  await kill(worker);
  expect(await place.statesOf(alertId)).toEqual(["sending"]);
  place.system.instead = undefined;
  await place.run();
  expect(await place.statesOf(alertId)).toEqual(["sending"]);
  await place.run(true);
  expect(await place.statesOf(alertId)).toEqual(["unsure"]);
  expect(place.system.asked).toHaveLength(1);
  const [writeBackOf] = await readWriteBacks(place.organization, alertId);
  const again = {
    id: writeBackOf?.id ?? "",
    alertId,
    how: "again",
    ticketId: null,
  } as const;
  await settleWriteBack(place.organization.ctx, again);
  await place.run();
  expect(await place.statesOf(alertId)).toEqual(["done"]);
});

it("a second ticket of one alert in one system is refused, and so is a stranger's system", async () => {
  const { alertId } = await place.fire();
  const ask = (id: string) =>
    requestWriteBack(place.organization.ctx, {
      kind: "create_ticket",
      alertId,
      integrationId: id,
    });
  await expect(ask(place.integrationId)).rejects.toMatchObject({
    code: "write_back.exists",
  });
  const other = await makeOrganization(`southwind-${count}`, ["acme"]);
  const foreign = await makeIntegration(other, "generic", place.system);
  await expect(ask(foreign.id)).rejects.toMatchObject({ code: "resource.not_found" });
  await expect(
    fireInto(database, place.organization, [foreign.id]),
  ).rejects.toMatchObject({
    code: "input.invalid",
  });
});

it("while a ticket system hangs, entries are appended, and its call holds no transaction open", async () => {
  await place.fire();
  let free = () => {};
  place.system.instead = () =>
    new Promise((resolve) => {
      free = () => resolve({ status: 201, body: { id: 5 } });
    });
  const running = place.run();
  await expect.poll(() => place.system.asked.length).toBe(1);
  const [{ held } = { held: -1 }] = await database.admin`
    select count(*)::int as held from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`;
  expect(held).toBe(0);
  await database.admin`select 1`;
  free();
  await running;
  await appendEvents(place.organization, "acme", [deletion("2")]);
  expect(await place.told("ticket.deleted")).toHaveLength(2);
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createWebhook, testWebhook } from "@/lib/webhooks/mutations";
import { listDeliveries } from "@/lib/webhooks/queries";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { deletion, evaluate, inWorker, makeRule } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";
import { DeliveryLanes } from "./jobs";

const { lines } = vi.hoisted(() => ({ lines: [] as string[] }));

vi.mock("@/lib/kit/log", async (original) => {
  const kit = await original<typeof import("@/lib/kit/log")>();
  return { ...kit, log: kit.createLog({ write: (line) => lines.push(line) }) };
});

let database: TestDatabase;
let northwind: TestOrganization;
let receiver: Receiver;
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  receiver = await startReceiver();
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
});

afterEach(async () => {
  await receiver.close();
  await database.admin`update custody.rules set is_enabled = false`;
  await database.admin`delete from custody.deliveries`;
});

afterAll(() => database.drop());

const deliver = () =>
  inWorker(database, async () => {
    const lanes = new DeliveryLanes({ allow: [receiver.host] });
    await lanes.turn();
    await lanes.settle();
  });

it("while a receiver hangs, entries are appended, and its try holds no transaction open", async () => {
  receiver.answer = () => {};
  const hook = await createWebhook(northwind.ctx, { name: "PSA", url: receiver.url });
  const tell = { owners: false, people: [], webhooks: [hook.id] };
  await makeRule(northwind, { tell });
  await appendEvents(northwind, "acme", [deletion("1")]);
  await evaluate(database);
  await inWorker(database, async () => {
    const lanes = new DeliveryLanes({ allow: [receiver.host] });
    let isSettled = false;
    await lanes.turn();
    await expect.poll(() => receiver.received.length).toBe(1);
    const settled = lanes.settle().then(() => {
      isSettled = true;
    });
    await appendEvents(northwind, "acme", [deletion("2"), deletion("3")]);
    expect(await listTold(database, northwind, "ticket.deleted")).toHaveLength(3);
    const [{ held } = { held: -1 }] = await database.admin`
      select count(*)::int as held from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    expect(held).toBe(0);
    expect(isSettled).toBe(false);
    await receiver.close();
    await settled;
  });
});

it("the secret and the address of a webhook are in no entry, no try and no line of the process's log", async () => {
  const path = "T000/a-secret-of-the-chat";
  const url = `${receiver.url}/${path}`;
  const hook = await createWebhook(northwind.ctx, { name: "Chat", url });
  const send = async () => {
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
  };
  await send();
  receiver.answer = (response) => response.writeHead(410, { location: url }).end(url);
  await send();
  expect(await listTold(database, northwind, "webhook.failed")).toHaveLength(1);
  await database.admin`
    update custody.webhooks set is_enabled = true, sealed_secret = sealed_url`;
  await send();
  expect(lines.join("")).toContain("could not be sent");
  const told = await database.admin`
    select e::text as text from custody.entries e
    union all select d::text from custody.deliveries d
    union all select a::text from custody.delivery_attempts a`;
  const shown = JSON.stringify(await listDeliveries(northwind.ctx.scope, hook.id));
  const everything = [...told.map(({ text }) => text), shown, ...lines].join("\n");
  expect(everything).toContain(hook.id);
  for (const secret of [path, hook.secret, hook.secret.slice("whsec_".length)]) {
    expect(everything).not.toContain(secret);
  }
});

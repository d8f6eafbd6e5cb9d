import { afterAll, beforeAll, expect, it } from "vitest";
import { createWebhook, testWebhook } from "@/lib/webhooks/mutations";
import { listWebhooks } from "@/lib/webhooks/queries";
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

let database: TestDatabase;
let northwind: TestOrganization;
let receiver: Receiver;

beforeAll(async () => {
  database = await openTestDatabase();
  receiver = await startReceiver();
  northwind = await makeOrganization("northwind", ["acme"]);
});

afterAll(async () => {
  await receiver.close();
  await database.drop();
});

const deliver = () =>
  inWorker(database, async () => {
    const lanes = new DeliveryLanes({ allow: [receiver.host] });
    await lanes.turn();
    await lanes.settle();
  });

it("a rule writes to a chat in the chat's own form, unsigned, and the log says the same", async () => {
  const { ctx } = northwind;
  for (const format of ["slack", "teams"] as const) {
    const chat = await createWebhook(ctx, { name: format, url: receiver.url, format });
    await testWebhook(ctx, { id: chat.id });
  }
  const tell = { owners: false, people: [], webhooks: [] };
  const [slack] = (await listWebhooks(ctx.scope)).filter(
    ({ format }) => format === "slack",
  );
  await makeRule(northwind, { tell: { ...tell, webhooks: [slack?.id ?? ""] } });
  await appendEvents(northwind, "acme", [deletion("1")]);
  await evaluate(database);
  await deliver();
  expect(receiver.received).toHaveLength(3);
  for (const { headers } of receiver.received) {
    expect(headers["webhook-signature"]).toBeUndefined();
    expect(headers["content-type"]).toBe("application/json");
  }
  const bodies = receiver.received.map(({ body }) => JSON.parse(body));
  expect(bodies.filter(({ attachments }) => attachments)).toHaveLength(1);
  const alert = bodies.find(({ blocks }) => blocks?.length === 4);
  const [fire] = await listTold(database, northwind, "rule.fired");
  const payload = fire?.metadata.payload as { data: { alert_url: string } };
  expect(alert.blocks[3].elements[0].url).toBe(payload.data.alert_url);
  const told = await listTold(database, northwind, "webhook.delivered");
  expect(told).toHaveLength(3);
});

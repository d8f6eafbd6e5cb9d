import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attemptsMax } from "@/lib/webhooks/model";
import {
  createWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
} from "@/lib/webhooks/mutations";
import { listDeliveries, listWebhooks } from "@/lib/webhooks/queries";
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
import { takeDelivery } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let receiver: Receiver;
let hook: { id: string; secret: string };
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  receiver = await startReceiver();
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
  hook = await createWebhook(northwind.ctx, { name: "PSA", url: receiver.url });
});

afterEach(async () => {
  await receiver.close();
  await database.admin`update custody.rules set is_enabled = false`;
  await database.admin`delete from custody.deliveries`;
});

afterAll(() => database.drop());

const deliver = (allow = [receiver.host]) =>
  inWorker(database, async () => {
    const lanes = new DeliveryLanes({ allow });
    await lanes.turn();
    await lanes.settle();
  });

/** As if the pause before the next try were over. */
const wait = () => database.admin`
  update custody.deliveries set due_at = clock_timestamp() where state = 'waiting'`;

const list = () => listDeliveries(northwind.ctx.scope, hook.id);
const verify = (secret: string, at = 0) => {
  const { body, headers } = receiver.received[at] ?? { body: "", headers: {} };
  return new Webhook(secret).verify(body, headers as Record<string, string>);
};

describe("a rule that fires", () => {
  it("sends a signed event, and the fire and the delivery are the rule's own entries", async () => {
    const tell = { owners: false, people: [], webhooks: [hook.id] };
    const { id } = await makeRule(northwind, { tell });
    await appendEvents(northwind, "acme", [deletion("1")]);
    await evaluate(database);
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    const [fire] = await listTold(database, northwind, "rule.fired");
    expect(verify(hook.secret)).toEqual(fire?.metadata.payload);
    const [delivered] = await listTold(database, northwind, "webhook.delivered");
    expect(delivered).toMatchObject({
      actor: { type: "rule", id },
      source: "rule",
      target: { type: "webhook", id: hook.id },
      metadata: { alert: fire?.metadata.alert, attempts: 1, status: 200 },
    });
  });

  it("cannot name a webhook of another organization", async () => {
    const other = await makeOrganization(`other-${count}`);
    const foreign = await createWebhook(other.ctx, { name: "X", url: receiver.url });
    const tell = { owners: false, people: [], webhooks: [foreign.id] };
    await expect(makeRule(northwind, { tell })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/webhooks" }] },
    });
  });
});

describe("a receiver that does not take it", () => {
  it("gets it again under the same id with a fresh time, until it does", async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    const [waiting] = await list();
    expect(waiting).toMatchObject({ state: "waiting", attemptCount: 1, lastStatus: 500 });
    expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 2_000);
    receiver.answer = (response) => response.end();
    await wait();
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toEqual([waiting?.id, waiting?.id]);
    verify(hook.secret, 1);
    expect((await list())[0]).toMatchObject({ state: "delivered", attemptCount: 2 });
  });

  it("is left alone after the last try, which is an entry, and can be sent again", async () => {
    receiver.answer = (response) => response.writeHead(503).end();
    await testWebhook(northwind.ctx, { id: hook.id });
    for (let attempt = 0; attempt < attemptsMax + 1; attempt += 1) {
      await deliver();
      await wait();
    }
    const [dead] = await list();
    expect(dead).toMatchObject({ state: "failed", attemptCount: attemptsMax });
    expect(dead?.attempts).toHaveLength(attemptsMax);
    const [failed] = await listTold(database, northwind, "webhook.failed");
    expect(failed).toMatchObject({ outcome: "failed", metadata: { delivery: dead?.id } });
    receiver.answer = (response) => response.end();
    await replayDelivery(northwind.ctx, { id: hook.id, deliveryId: dead?.id ?? "" });
    await deliver();
    expect((await list())[0]?.state).toBe("delivered");
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(dead?.id);
  });

  it("is not asked before the time it names (429, Retry-After)", async () => {
    receiver.answer = (response) =>
      response.writeHead(429, { "retry-after": "3600" }).end();
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    const [waiting] = await list();
    expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it("and says that it is gone (410) is switched off, with the reason", async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    const [webhook] = await listWebhooks(northwind.ctx.scope);
    expect(webhook).toMatchObject({ isEnabled: false });
    expect(webhook?.stoppedReason).toContain("410");
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    expect(receiver.received).toHaveLength(1);
  });

  it("because it redirects is not followed (T-77)", async () => {
    const canary = await startReceiver();
    receiver.answer = (response) =>
      response
        .writeHead(307, { location: canary.url, refresh: `0; url=${canary.url}` })
        .end();
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver([receiver.host, canary.host]);
    expect(canary.received).toEqual([]);
    expect((await list())[0]?.lastError).toContain("redirect");
    await canary.close();
  });

  it("because it answers without end is cut off (T-78)", async () => {
    receiver.answer = (response) => {
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(16_384))) {}
      };
      response.on("drain", pour);
      pour();
    };
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    expect((await list())[0]?.lastError).toContain("too long");
  });

  it("because the operator does not vouch for its private address gets no packet (T-75)", async () => {
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver([]);
    expect(receiver.received).toEqual([]);
    expect((await list())[0]).toMatchObject({ state: "waiting", lastStatus: null });
  });

  it("delays no other: each webhook has a lane of its own (T-78)", async () => {
    const slow = await startReceiver();
    slow.answer = () => {};
    const silent = await createWebhook(northwind.ctx, { name: "Slow", url: slow.url });
    await testWebhook(northwind.ctx, { id: silent.id });
    await testWebhook(northwind.ctx, { id: hook.id });
    await inWorker(database, async () => {
      const lanes = new DeliveryLanes({ allow: [receiver.host, slow.host] });
      await lanes.turn();
      await expect.poll(() => receiver.received.length).toBe(1);
      await slow.close();
      await lanes.settle();
    });
    expect((await list()).every(({ state }) => state !== "failed")).toBe(true);
  });
});

describe("a secret", () => {
  it("of before still signs beside the new one for a day", async () => {
    const { secret } = await rotateWebhookSecret(northwind.ctx, { id: hook.id });
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    verify(hook.secret);
    verify(secret);
    await database.admin`
      update custody.webhooks set previous_until = clock_timestamp() - interval '1 second'`;
    await testWebhook(northwind.ctx, { id: hook.id });
    await deliver();
    verify(secret, 1);
    expect(() => verify(hook.secret, 1)).toThrow();
  });

  it("and an address with one in it are nowhere in the database as they are", async () => {
    const url = `${receiver.url}/T000/a-secret-of-the-chat`;
    const { secret } = await createWebhook(northwind.ctx, { name: "Chat", url });
    const tables = ["webhooks", "entries", "deliveries", "mails"];
    for (const table of tables) {
      const [row] = await database.admin.unsafe(
        `select coalesce(string_agg(t::text, ' '), '') as text from custody.${table} t`,
      );
      expect(row?.text).not.toContain("a-secret-of-the-chat");
      expect(row?.text).not.toContain(secret.slice("whsec_".length));
    }
  });
});

it("a message that a killed worker took is sent by another, under the same id (T-58)", async () => {
  await testWebhook(northwind.ctx, { id: hook.id });
  const [due] = await list();
  const { organizationId } = northwind;
  const place = { organizationId, id: due?.id ?? "", webhookId: hook.id };
  await inWorker(database, () => takeDelivery(place));
  await deliver();
  expect(receiver.received).toHaveLength(0);
  await wait();
  await deliver();
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
    due?.id,
  ]);
});

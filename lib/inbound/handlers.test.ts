import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { requestIdHeader } from "@/lib/access/request";
import { makeInboundSecret, updateIntegration } from "@/lib/integrations/mutations";
import { signMessage } from "@/lib/webhooks/channels/signature";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { genericSettings } from "@/testing/ticket-systems/generic";
import { makeIntegration } from "@/testing/write-backs";
import { handleInbound } from "./handlers";

let database: TestDatabase;
let northwind: TestOrganization;
let id = "";
let secret = "";
let count = 0;
const url = "https://tickets.example.com";

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
  ({ id } = await makeIntegration(northwind, "generic", { url }));
  ({ secret } = await makeInboundSecret(northwind.ctx, { id }));
});

afterAll(() => database.drop());

const closed = (ticket: string) =>
  JSON.stringify({
    action: "ticket.closed",
    target: { type: "ticket", id: ticket, name: `Ticket ${ticket}` },
    client: "acme",
  });

type Wish = {
  to?: string;
  with?: string;
  messageId?: string;
  at?: Date;
  body?: string;
  change?: Record<string, string>;
};

/** As a ticket system sends it; signed over `body`, sent with what `change` makes of it. */
async function send(wish: Wish = {}): Promise<Response> {
  const { to = id, with: key = secret, messageId = "msg_1", at = new Date() } = wish;
  const { body = closed("1"), change = {} } = wish;
  const signature = signMessage([key], { id: messageId, at, body });
  const headers = { ...signature, [requestIdHeader]: "request-1", ...change };
  const sent = change.body ?? body;
  const request = new Request(`https://audit.example/api/v1/inbound/${to}`, {
    method: "POST",
    headers,
    body: sent,
  });
  return handleInbound(request, { params: Promise.resolve({ id: to }) });
}

const told = (action: string) => listTold(database, northwind, action);
const countClosed = async () => (await told("ticket.closed")).length;
const hour = 3_600_000;

it("a signed message is an entry of its client, done by the integration", async () => {
  const answer = await send();
  expect(answer.status).toBe(201);
  const [entry] = await told("ticket.closed");
  expect(entry).toMatchObject({
    client: "acme",
    source: "api",
    actor: { type: "integration", id, name: "Tickets" },
  });
  const { entries } = (await answer.json()) as { entries: { id: string }[] };
  expect(entries[0]?.id).toBe(entry?.id);
});

it("a bad signature, an old time and another tenant's secret are refused and logged (T-79)", async () => {
  const southwind = await makeOrganization(`southwind-${count}`, ["acme"]);
  const foreign = await makeIntegration(southwind, "generic", { url });
  const other = await makeInboundSecret(southwind.ctx, { id: foreign.id });
  const refused: [Wish, RegExp][] = [
    [{ change: { body: closed("2") } }, /No matching signature/],
    [{ change: { "webhook-id": "msg_9" } }, /No matching signature/],
    [{ with: other.secret }, /No matching signature/],
    [{ at: new Date(Date.now() - hour) }, /too old/],
    [{ at: new Date(Date.now() + hour) }, /too new/],
    [{ change: { "webhook-signature": "" } }, /Missing required headers/],
  ];
  for (const [wish, reason] of refused) {
    const answer = await send(wish);
    expect(answer.status, String(reason)).toBe(401);
    const entries = await told("integration.event_refused");
    expect(entries.some((entry) => reason.test(entry.reason ?? ""))).toBe(true);
  }
  expect(await told("integration.event_refused")).toHaveLength(4);
  expect(await countClosed()).toBe(0);
  expect(await listTold(database, southwind, "ticket.closed")).toHaveLength(0);
  const unknown = await send({ to: `int_${"0".repeat(24)}` });
  const known = await send({ with: other.secret });
  expect(await unknown.text()).toBe(await known.text());
});

it("a message replayed is stored once and logged; under a known id nothing else is taken (T-79)", async () => {
  const first = await send();
  const again = await send();
  expect(again.status).toBe(200);
  expect(await again.json()).toEqual(await first.json());
  const conflict = await send({ body: closed("2") });
  expect(conflict.status).toBe(409);
  expect(await countClosed()).toBe(1);
  expect(await told("integration.event_repeated")).toHaveLength(1);
});

it("two integrations may use the same id for their messages", async () => {
  const { id: second } = await makeIntegration(northwind, "generic", { url });
  const { secret: own } = await makeInboundSecret(northwind.ctx, { id: second });
  expect((await send()).status).toBe(201);
  expect((await send({ to: second, with: own })).status).toBe(201);
  expect(await countClosed()).toBe(2);
});

it("a new secret counts at once, and the one before it until a day is over", async () => {
  const { secret: newer } = await makeInboundSecret(northwind.ctx, { id });
  expect((await send({ messageId: "a" })).status).toBe(201);
  expect((await send({ messageId: "b", with: newer })).status).toBe(201);
  await database.admin`
    update custody.integrations set previous_inbound_until = now() - interval '1 second'
    where id = ${id}`;
  expect((await send({ messageId: "c" })).status).toBe(401);
  expect((await send({ messageId: "d", with: newer })).status).toBe(201);
});

it("an integration that is off is not listened to, and one without a secret never was", async () => {
  const settings = genericSettings(url);
  const off = { id, name: "Tickets", settings, isEnabled: false };
  await updateIntegration(northwind.ctx, off);
  expect((await send()).status).toBe(401);
  expect((await told("integration.event_refused"))[0]?.reason).toBe(
    "the integration is off",
  );
  const { id: silent } = await makeIntegration(northwind, "generic", { url });
  expect((await send({ to: silent })).status).toBe(401);
  expect(await countClosed()).toBe(0);
});

it("what is signed but no event is refused by its place, and takes no key of its own", async () => {
  const unknown = await send({
    body: '{"action": "ticket.closed", "organization_id": "x"}',
  });
  expect(unknown.status).toBe(422);
  const broken = await send({ body: "{" });
  expect(broken.status).toBe(400);
  const keyed = await send({ body: '{"action": "a.b", "idempotency_key": "k"}' });
  expect(keyed.status).toBe(422);
  expect(await keyed.text()).toContain("webhook-id");
});

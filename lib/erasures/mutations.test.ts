import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configureDatabase } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents as sendEvents } from "@/lib/entries/mutations";
import { findEntry } from "@/lib/entries/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { buildSegments } from "@/lib/segments/mutations";
import { closeVerifier, type Verifier, verifyWhole } from "@/lib/verification/mutations";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { decideErasure, makeOwners, nobody, runErasing } from "@/testing/erasing";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";
import { ground, traces, zoe, zoeEvents } from "@/testing/zoe";
import { approveErasure, requestErasure, withdrawErasure } from "./mutations";

let database: TestDatabase;
let sealer: Sealer;
let verifier: Verifier;
let northwind: TestOrganization;
let first: Ctx;
let second: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  const folder = makeFolder("erasures");
  sealer = await openTestSealer(database, folder);
  verifier = await openTestVerifier(database, folder);
  await appendEvents(northwind, "bolt", ticketEvents(4));
  await appendEvents(northwind, "acme", zoeEvents);
  await sendEvents(northwind.ctx, [
    {
      event: { ...(zoeEvents[0] as EventInput), client: "acme", idempotency_key: "once" },
      pointer: "",
    },
  ]);
  await appendEvents(northwind, null, ticketEvents(2));
  [first, second] = await makeOwners(northwind);
  await asWorker(() => buildSegments(northwind.organizationId, { small: 8, large: 8 }));
}, 60_000);

afterAll(async () => {
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await database.drop();
});

/** What the worker does with its own login. */
async function asWorker(work: () => Promise<unknown>): Promise<void> {
  configureDatabase(database.url("worker"));
  await work().finally(() => configureDatabase(database.url("app")));
}

/** Everything every table of the database holds, as text. */
async function dump(): Promise<string> {
  const tables = await database.admin<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.admin.unsafe(
      `select to_json(t)::text as row from ${name} t`,
    );
    for (const { row } of rows) parts.push(decodeBytes(row as string));
  }
  return parts.join("\n");
}

/** Binary columns as the texts they may hold. */
function decodeBytes(row: string): string {
  return row.replace(/\\\\x((?:[0-9a-f]{2})+)/g, (_, hex: string) =>
    Buffer.from(hex, "hex").toString("latin1"),
  );
}

const verify = async () =>
  (await verifyWhole(verifier, northwind.organizationId, { isWhole: true })).findings;

type Row = Record<string, unknown> & { idx: string; fields: (string | null)[] };

async function findRows(where = "true"): Promise<Row[]> {
  const rows = await database.admin.unsafe<Row[]>(`
    select *, to_json(fields) as fields from custody.entries
    where organization_id = '${northwind.organizationId}' and ${where} order by idx`);
  return [...rows];
}

let id = "";

describe("an erasure", () => {
  it("is refused without a legal ground, a subject, or anything to erase", async () => {
    const ask = (more: object) => requestErasure(first, { ...zoe, ...ground, ...more });
    await expect(ask({ basis: "none" })).rejects.toMatchObject({ code: "input.invalid" });
    const none = { ...nobody, ...ground };
    await expect(requestErasure(first, none)).rejects.toMatchObject({
      code: "input.invalid",
    });
    const stranger = { ...none, email: "nobody@nowhere.example" };
    await expect(requestErasure(first, stranger)).rejects.toMatchObject({
      code: "erasure.nothing_found",
    });
  });

  it("is refused when its reason would name the person for ever", async () => {
    const named = { ...zoe, ...ground, reason: "Zoe.ONeill@acme.example asked" };
    await expect(requestErasure(first, named)).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/reason" }] },
    });
  });

  it("waits for a second owner, whom a mail tells without naming the person", async () => {
    ({ id } = await requestErasure(first, { ...zoe, ...ground }));
    await expect(approveErasure(first, { id })).rejects.toMatchObject({
      code: "access.denied",
    });
    await runErasing(database);
    expect(await listTold(database, northwind, "log.redacted")).toEqual([]);
    const mails = await database.admin`select * from custody.mails`;
    expect(mails).toHaveLength(2);
    for (const trace of traces) expect(JSON.stringify(mails)).not.toContain(trace);
  });

  it("is refused under a legal hold on a client it would change", async () => {
    const [hold] = await database.admin<{ id: string }[]>`
      insert into custody.legal_holds (organization_id, id, client_id, reason, set_by)
      values (${northwind.organizationId}, gen_random_uuid(),
        ${northwind.clients.acme ?? ""}, 'litigation', gen_random_uuid()) returning id`;
    await expect(approveErasure(second, { id })).rejects.toMatchObject({
      code: "erasure.held",
    });
    const release = () => database.admin`update custody.legal_holds
      set released_at = now() where id = ${hold?.id ?? ""}`;
    await release();
    await approveErasure(second, { id });
    await database.admin`update custody.legal_holds
      set released_at = null where id = ${hold?.id ?? ""}`;
    await sealNew(sealer);
    await runErasing(database);
    expect(await listTold(database, northwind, "log.redacted")).toEqual([]);
    await release();
  });

  it("takes what is about the person, and nothing else", async () => {
    const before = await findRows();
    await runErasing(database);
    const after = new Map((await findRows()).map((row) => [row.idx, row]));
    const gone: Record<string, number[]> = {};
    for (const row of before) {
      const now = after.get(row.idx);
      const slots = row.fields.flatMap((text, slot) => {
        const left = now?.fields[slot];
        expect([null, text]).toContain(left);
        return left === null ? [slot] : [];
      });
      const action = String(row.action);
      if (slots.length > 0) gone[action] = [...(gone[action] ?? []), ...slots];
      const { fields: _, entry_key: __, ip: ___, ...rest } = row;
      expect(now).toMatchObject(rest);
      if (slots.length === 0) expect(now).toEqual(row);
      else expect(now?.entry_key).toBeNull();
    }
    expect(gone).toEqual({
      "ticket.created": [2, 5, 2, 5],
      "contact.updated": [4, 8],
      "mail.sent": [7],
    });
  });

  it("is on record in the stream of each entry, with its slots and ground", async () => {
    const told = await listTold(database, northwind, "log.redacted");
    expect(told.map(({ client }) => client)).toEqual(["acme", "acme", "acme", "acme"]);
    expect(told[1]?.metadata).toMatchObject({
      stream: expect.stringMatching(/\/c\/\d+$/),
      slots: [4, 8],
      basis: "GDPR Art. 17(1)(b): consent withdrawn",
    });
    const [end] = await listTold(database, northwind, "log.erasure_completed");
    expect(end?.metadata).toMatchObject({ entries: 4, fields: 7 });
  });

  it("leaves nothing of the erased texts in any table, nor a hash to guess them by", async () => {
    expect(await verify()).toEqual([]);
    await asWorker(() => buildSegments(northwind.organizationId));
    const everything = (await dump()).replaceAll(/xzoe[^"]*|Zedekiah/g, "");
    for (const trace of traces) expect(everything, trace).not.toContain(trace);
    const [key] = await database.admin<{ hash: string }[]>`
      select encode(content_hash, 'hex') as hash from custody.idempotency_keys`;
    expect(key?.hash).toMatch(/^0+$/);
  });

  it("leaves a log that verifies, whatever is appended and sealed after it", async () => {
    expect(await verify()).toEqual([]);
    await appendEvents(northwind, "acme", ticketEvents(3));
    await sealNew(sealer);
    expect(await verify()).toEqual([]);
  });

  it("leaves entries that can be read, and say what is missing", async () => {
    const [row] = await findRows("action = 'contact.updated'");
    const entry = await findEntry(first.scope, String(row?.id));
    expect(entry?.target).toEqual({
      type: "contact",
      id: "u_zoe",
      name: null,
      url: null,
    });
    expect(entry?.changes.map(({ path }) => path)).toEqual(["/department"]);
    expect(entry?.erased).toMatchObject([
      { slots: [4, 8], basis: "GDPR Art. 17(1)(b): consent withdrawn" },
    ]);
  });

  it("of the same entry a second time takes more, and both are on record", async () => {
    await decideErasure(northwind, { email: "alice@msp.example" });
    await runErasing(database);
    expect((await findRows("action = 'contact.updated'"))[0]?.fields[2]).toBeNull();
    expect(await verify()).toEqual([]);
  });

  it("that was withdrawn takes nothing and forgets whom it was about", async () => {
    const bob = { ...nobody, ...ground, email: "bob@msp.example" };
    const asked = await requestErasure(first, bob);
    await withdrawErasure(second, asked);
    await runErasing(database);
    const [row] = await database.admin`
      select subject, outcome from custody.erasures where id = ${asked.id}`;
    expect(row).toEqual({ subject: null, outcome: "withdrawn" });
    expect((await findRows("action = 'ticket.updated'"))[0]?.fields[2]).toMatch(/bob/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getDatabase } from "@/db/client";
import { formatHex } from "@/lib/proof/bytes";
import {
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { commitFields } from "@/lib/proof/field-commitments";
import { appendRequests, prepareRedacted, senderOf } from "@/lib/runtime/append";
import { enqueueAppend } from "@/lib/runtime/queue";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
});

afterAll(async () => {
  await database.drop();
});

function item(action: string, clientSlug: string | null = null, key?: string) {
  const { ctx, clients } = organization;
  const clientId = clientSlug === null ? null : (clients[clientSlug] ?? null);
  const event = { action, metadata: { note: "Zoë “quoted” 🔒" } };
  return {
    prepared: prepareRedacted(event, senderOf(ctx), clientId),
    idempotency: key ? { key, contentHash: "ab".repeat(32) } : null,
  };
}

type Row = Record<"name" | "recorded_at", string> & {
  idx: string;
  sidx: string;
  client_slot: number;
  fields: string[];
  prev_hash: Buffer;
  hash: Buffer;
  org_prev_hash: Buffer;
  org_hash: Buffer;
  body_root: Buffer;
  entry_key: Buffer;
};

function readLog() {
  return database.admin<Row[]>`
    select h.name, e.*, custody.format_instant(e.recorded_at) as recorded_at
    from custody.entries e join custody.organization_heads h using (organization_id)
    where e.organization_id = ${organization.organizationId} order by e.idx`;
}

it("both chains of the database are the ones TypeScript computes", async () => {
  await enqueueAppend(organization.organizationId, [
    item("a.done"),
    item("b.done", "acme"),
  ]);
  await enqueueAppend(organization.organizationId, [item("c.done", "acme")]);
  const links = new Map<number, Uint8Array>();
  let organizationLink: Uint8Array = zeroHash;
  for (const row of await readLog()) {
    const { root } = commitFields(row.entry_key, row.fields);
    expect(formatHex(root)).toBe(formatHex(row.body_root));
    const prevHash = links.get(row.client_slot) ?? zeroHash;
    const entryHash = hashEntry(
      formatEntryData({
        stream: `${row.name}/c/${row.client_slot}`,
        sidx: Number(row.sidx),
        recordedAt: row.recorded_at,
        prevHash,
        fieldCount: row.fields.length,
        bodyRoot: root,
      }),
    );
    expect(formatHex(row.prev_hash)).toBe(formatHex(prevHash));
    expect(formatHex(row.hash)).toBe(formatHex(entryHash));
    const organizationHash = hashEntry(
      formatOrganizationData({
        organization: row.name,
        idx: Number(row.idx),
        recordedAt: row.recorded_at,
        prevHash: organizationLink,
        clientSlot: row.client_slot,
        sidx: Number(row.sidx),
        entryHash,
      }),
    );
    expect(formatHex(row.org_prev_hash)).toBe(formatHex(organizationLink));
    expect(formatHex(row.org_hash)).toBe(formatHex(organizationHash));
    links.set(row.client_slot, entryHash);
    organizationLink = organizationHash;
  }
});

it("many writers at once leave no gap, no twin and no falling time", async () => {
  const writers = Array.from({ length: 64 }, (_, at) =>
    enqueueAppend(organization.organizationId, [
      item("x.done", at % 3 === 0 ? null : at % 3 === 1 ? "acme" : "globex"),
    ]),
  );
  const beside = Array.from({ length: 8 }, () =>
    inScope(organization.ctx.scope, (tx) =>
      appendRequests(tx, organization.organizationId, [[item("y.done", "acme")]]),
    ),
  );
  await Promise.all([...writers, ...beside]);
  const rows = await readLog();
  expect(rows.map((row) => Number(row.idx))).toEqual(rows.map((_, at) => at));
  const times = rows.map((row) => row.recorded_at);
  expect(times).toEqual([...times].sort());
  for (const slot of new Set(rows.map((row) => row.client_slot))) {
    const stream = rows.filter((row) => row.client_slot === slot);
    expect(stream.map((row) => Number(row.sidx))).toEqual(stream.map((_, at) => at));
  }
});

it("entry 0 of every stream names its client, its slot and the log's keys", async () => {
  const first = (await readLog()).filter((row) => Number(row.sidx) === 0);
  expect(first).toHaveLength(3);
  for (const row of first) {
    expect(JSON.parse(row.fields[0] ?? "").action).toBe("log.stream_created");
    const { metadata } = JSON.parse(row.fields[7] ?? "");
    expect(metadata.organization_id).toBe(organization.organizationId);
    expect(metadata.slot).toBe(row.client_slot);
    expect(metadata.log_keys).toHaveLength(2);
  }
});

describe("an idempotency key", () => {
  it("gives the first answer again and stores nothing new", async () => {
    const { organizationId } = organization;
    const once = await enqueueAppend(organizationId, [item("k.done", "acme", "key-1")]);
    const again = await enqueueAppend(organizationId, [item("k.done", "acme", "key-1")]);
    expect(once.status).toBe("appended");
    expect(again.status).toBe("repeated");
    if (once.status === "conflict" || again.status === "conflict") return;
    const { clientId: _one, ...firstEntry } = once.entries[0] ?? {};
    const { clientId: _two, ...secondEntry } = again.entries[0] ?? {};
    expect(secondEntry).toEqual(firstEntry);
  });

  it("used for other content is a conflict and stores nothing of the request", async () => {
    const before = (await readLog()).length;
    const other = item("k.done", "acme", "key-1");
    other.idempotency = { key: "key-1", contentHash: "cd".repeat(32) };
    const answer = await enqueueAppend(organization.organizationId, [
      item("l.done"),
      other,
    ]);
    expect(answer).toEqual({ status: "conflict", items: [1] });
    expect((await readLog()).length).toBe(before);
  });

  it("raced by fifty callers stores one entry", async () => {
    const before = (await readLog()).length;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        enqueueAppend(organization.organizationId, [item("m.done", null, "key-race")]),
      ),
    );
    expect((await readLog()).length).toBe(before + 1);
  });
});

it("a batch in flight that fails for one caller still serves the others", async () => {
  const { organizationId, ctx } = organization;
  const stranger = {
    prepared: prepareRedacted(
      { action: "z.done" },
      senderOf(ctx),
      "00000000-0000-4000-8000-000000000001",
    ),
    idempotency: null,
  };
  const answers = await Promise.allSettled([
    enqueueAppend(organizationId, [item("n.done")]),
    enqueueAppend(organizationId, [stranger]),
    enqueueAppend(organizationId, [item("n.done")]),
    enqueueAppend(organizationId, [item("n.done")]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
});

describe("the clock", () => {
  it("of a real organization cannot be supplied", async () => {
    const attempt = inScope(organization.ctx.scope, (tx) =>
      appendRequests(
        tx,
        organization.organizationId,
        [[{ ...item("a.done"), recordedAt: "2020-01-01T00:00:00.000000Z" }]],
        "demo",
      ),
    );
    await expect(attempt).rejects.toThrow();
  });
});

describe("row security", () => {
  it("refuses an append to an organization that is not in scope", async () => {
    const other = await makeOrganization("contoso");
    const attempt = inScope(organization.ctx.scope, (tx) =>
      appendRequests(tx, other.organizationId, [[item("a.done")]]),
    );
    await expect(attempt).rejects.toThrow();
  });

  it("shows nothing to a connection that entered no scope (T-08)", async () => {
    const rows = await database.app`select idx from custody.entries`;
    expect(rows).toHaveLength(0);
  });

  it("shows a client's reader only that client, whatever the query says (T-05)", async () => {
    const { organizationId, clients } = organization;
    const rows = await database.app.begin(async (tx) => {
      await tx`select custody.enter_scope(${organizationId}::uuid, ${clients.acme ?? null}::uuid)`;
      return tx`select distinct client_id from custody.entries`;
    });
    expect(rows.map((row) => row.client_id)).toEqual([clients.acme]);
  });

  it("leaves no scope behind on a pooled connection", async () => {
    await inScope(organization.ctx.scope, async () => {});
    const { $client } = getDatabase();
    const rows = await Promise.all(
      Array.from(
        { length: 10 },
        () => $client`select count(*)::int as n from custody.entries`,
      ),
    );
    expect(rows.flat().every((row) => row.n === 0)).toBe(true);
  });
});

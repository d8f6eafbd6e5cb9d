import type postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import {
  createLogState,
  formatLogState,
  type LogState,
} from "@/lib/integrity/chain-state";
import type { LogRow } from "@/lib/integrity/log-row";
import { listLogs, listRows } from "@/lib/integrity/queries";
import { walkRow } from "@/lib/integrity/walk";
import { openVerifierConnection } from "@/lib/verification/queries";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import { listByHand, readBatches, walkBatch } from "./queries";

let database: TestDatabase;
let sql: postgres.Sql;
let northwind: TestOrganization;

const strange: EventInput[] = [
  { action: "ConsoleLogin", actor: { type: "system" } },
  { action: "ticket.created", target: { type: "ticket" }, outcome: "denied" },
  { action: 'a.b"c\\d'.replace(/["\\]/g, "-"), occurred_at: "2026-01-02T03:04:05+02:00" },
  { action: "ticket.created", occurred_at: "2026-01-02T03:04:05.123456Z" },
  {
    action: "ticket.created",
    actor: { type: "user", id: 'Ø "quoted" \u2028 \u0001 😀' },
  },
  { action: "ticket.created", context: { ip: "2001:db8::7" } },
  { action: "ticket.created", context: { session_id: "" } },
  { action: "ticket.created", metadata: { text: "line\nline\u001fend" } },
];

beforeAll(async () => {
  database = await openTestDatabase();
  sql = openVerifierConnection(database.url("verifier"));
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await appendEvents(northwind, "acme", ticketEvents(40));
  for (const client of ["bolt", null, "acme"]) {
    await appendEvents(northwind, client, strange);
  }
}, 60_000);

afterAll(async () => {
  await sql.end();
  await database.drop();
});

async function startLog(): Promise<{ state: LogState; nextIdx: number }> {
  const [log] = await listLogs(sql);
  if (!log) throw new Error("there is no log");
  const state = createLogState(log.organizationId, log.name, log.width);
  return { state, nextIdx: log.nextIdx };
}

async function walk(state: LogState, toIdx: number, isWhole: boolean): Promise<LogRow[]> {
  const byHand: LogRow[] = [];
  const take = (row: LogRow) => {
    byHand.push(row);
    return walkRow(state, row);
  };
  const { organizationId } = state;
  const fromIdx = state.chain.frontier.size;
  const range = { organizationId, fromIdx, toIdx, isWhole };
  for await (const batch of readBatches(sql, range)) {
    const options = { list: listByHand(sql), take };
    const { findings } = await walkBatch(state, batch, toIdx, options);
    expect(findings).toEqual([]);
  }
  return byHand;
}

it("entries that hold are all taken at once, and leave the state that each by hand leaves", async () => {
  const { state, nextIdx } = await startLog();
  expect(await walk(state, nextIdx, true)).toEqual([]);
  const { state: slow } = await startLog();
  const { organizationId } = slow;
  const rows = await listRows(sql, {
    organizationId,
    fromIdx: 0,
    toIdx: nextIdx,
    isWhole: true,
  });
  expect(rows).toHaveLength(nextIdx);
  expect(rows.flatMap((row) => walkRow(slow, row))).toEqual([]);
  expect(formatLogState(state)).toEqual(formatLogState(slow));
});

it("a log is read on from any of its entries", async () => {
  const { state: whole, nextIdx } = await startLog();
  await walk(whole, nextIdx, true);
  const { state } = await startLog();
  for (let toIdx = 7; toIdx < nextIdx; toIdx += 7) await walk(state, toIdx, true);
  await walk(state, nextIdx, true);
  expect(formatLogState(state)).toEqual(formatLogState(whole));
});

it("an entry that is altered is looked at by hand, and those around it are taken", async () => {
  const { state, nextIdx } = await startLog();
  await database.admin`alter table custody.entries disable trigger all`;
  await database.admin`update custody.entries set verb = 'delete' where idx = 20`;
  const findings: string[] = [];
  const { organizationId } = state;
  const range = { organizationId, fromIdx: 0, toIdx: nextIdx, isWhole: true };
  for await (const batch of readBatches(sql, range)) {
    const take = (row: LogRow) => walkRow(state, row);
    const options = { list: listByHand(sql), take };
    const part = await walkBatch(state, batch, nextIdx, options);
    findings.push(...part.findings.map(({ kind, firstIdx }) => `${kind} ${firstIdx}`));
  }
  expect(findings).toEqual(["column 20"]);
  expect(state.chain.frontier.size).toBe(nextIdx);
});

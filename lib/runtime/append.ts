/**
 * Guarantees: prepared entries reach the log through the one database function that may
 * write it (db/sql/40-append.sql), each request all or nothing, in the order given.
 * Does not: commit. The caller's transaction does, and only then may anyone be told.
 * Implements the application's side of docs/format.md, section 3.
 */
import { sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { actorOf, type Ctx } from "@/lib/access/model";
import { type AppendItem, type Batch, formatBatch } from "@/lib/entries/batch";
import { formatEntryId } from "@/lib/entries/entry-id";
import type { EventInput } from "@/lib/entries/model";
import {
  type EventOrigin,
  type PreparedEntry,
  prepareEntry,
  type Sender,
} from "@/lib/entries/prepare";
import { drawRandomBytes } from "@/lib/entries/random";
import { redactEvent } from "@/lib/entries/redact";
import { redactText } from "@/lib/entries/redact-text";
import { AppError } from "@/lib/kit/errors";
import { announceAppend } from "./notice";
import { noteAppend } from "./transaction";

export type AppendedEntry = {
  id: string;
  idx: number;
  clientId: string | null;
  sidx: number;
  recordedAt: string;
  hash: string;
};

export type AppendOutcome =
  | { status: "appended" | "repeated"; entries: AppendedEntry[] }
  | { status: "conflict"; items: number[] };

type Row = {
  status: "appended" | "repeated" | "conflict" | "skipped";
  idx: string;
  sidx: string;
  recorded_at: string;
  id: string | null;
  hash: string;
};

/**
 * appendRequests adds the entries of several requests and returns one outcome a request.
 * Requires: no other organization's scope is entered; no idempotency key occurs twice.
 * Throws: when a client has no stream, or the database refuses.
 */
export async function appendRequests(
  tx: Tx,
  organizationId: string,
  requests: AppendItem[][],
  clock: "database" | "demo" = "database",
): Promise<AppendOutcome[]> {
  const { clients, isKeyed, facts, texts } = formatBatch(requests);
  const parameters = sql`${organizationId}::uuid, ${clients}::uuid[], ${isKeyed}, ${facts}::text, ${texts}::text`;
  const rows = await tx.execute<Row>(
    sql`select * from custody.append(${parameters}, ${clock === "demo"})`,
  );
  noteAppend(tx);
  return groupOutcomes(requests, [...rows]);
}

/**
 * appendHistory adds a batch of a demo organization's entries with the times they carry, and
 * returns how many; a loader needs no answer for each, which would cost it a tenth.
 */
export async function appendHistory(
  tx: Tx,
  organizationId: string,
  { clients, isKeyed, facts, texts }: Batch,
): Promise<number> {
  const [row] = await tx.execute<{ count: string }>(sql`
    select count(*) as count from custody.append(
      ${organizationId}::uuid, ${clients}::uuid[], ${isKeyed}, ${facts}::text,
      ${texts}::text, true)`);
  return Number(row?.count);
}

/**
 * appendAlone is appendRequests in a transaction of its own, by one prepared statement: the
 * function enters the organization's scope itself.
 */
export async function appendAlone(
  organizationId: string,
  requests: AppendItem[][],
): Promise<AppendOutcome[]> {
  const { clients, isKeyed, facts, texts } = formatBatch(requests);
  const { $client } = getDatabase("ingest");
  const rows = await $client<Row[]>`
    select * from custody.append(
      ${organizationId}::uuid, ${clients}::text::uuid[], ${isKeyed}::boolean,
      ${facts}::text, ${texts}::text)`;
  announceAppend(organizationId);
  return groupOutcomes(requests, rows);
}

function groupOutcomes(requests: AppendItem[][], rows: Row[]): AppendOutcome[] {
  let next = 0;
  return requests.map((request) => {
    const mine = rows.slice(next, next + request.length);
    next += request.length;
    const conflicts = mine.flatMap((row, item) =>
      row.status === "conflict" ? [item] : [],
    );
    if (conflicts.length > 0) return { status: "conflict", items: conflicts };
    const entries = mine.map((row, item) => describeRow(row, request[item]));
    const isRepeat = mine.length > 0 && mine.every((row) => row.status === "repeated");
    return { status: isRepeat ? "repeated" : "appended", entries };
  });
}

function describeRow(row: Row, item: AppendItem | undefined): AppendedEntry {
  return {
    id: row.id ?? item?.prepared.id ?? "",
    idx: Number(row.idx),
    clientId: item?.prepared.clientId ?? null,
    sidx: Number(row.sidx),
    recordedAt: row.recorded_at,
    hash: row.hash,
  };
}

/** senderOf returns what an event takes from the context when it does not say itself. */
export function senderOf(ctx: Ctx): Sender {
  const { principal } = ctx;
  return {
    actor: actorOf(principal),
    keyId: principal.kind === "key" ? principal.keyId : null,
    source: ctx.source,
    context: { ...ctx.context, user_agent: redactUserAgent(ctx.context.user_agent) },
  };
}

/** The one text of a request that its sender chooses freely and an event may lack. */
function redactUserAgent(text: string | null): string | null {
  return text === null ? null : redactText(text);
}

/** nameEntry returns a fresh public id and entry key. */
export function nameEntry(milliseconds = Date.now()): {
  id: string;
  entryKey: Uint8Array;
} {
  return {
    id: formatEntryId(milliseconds, drawRandomBytes(16)),
    entryKey: drawRandomBytes(16),
  };
}

/** prepareRedacted redacts an event and prepares the entry about one client, or none. */
export function prepareRedacted(
  event: EventInput,
  sender: Sender,
  clientId: string | null,
  origin?: EventOrigin,
): PreparedEntry {
  const redacted = redactEvent(event);
  const subject = { clientId, targets: redacted.targets };
  return prepareEntry(redacted, sender, subject, { ...nameEntry(), ...origin });
}

/**
 * appendWithin adds the entries of a business change to the change's own transaction, so
 * both commit or neither does. Guarded by "an action whose entry cannot be written does
 * not happen" in mutation.test.ts.
 */
export async function appendWithin(
  tx: Tx,
  ctx: Ctx,
  events: { event: EventInput; clientId: string | null }[],
): Promise<AppendedEntry[]> {
  if (events.length === 0) return [];
  const sender = senderOf(ctx);
  const items = events.map(({ event, clientId }) => ({
    prepared: prepareRedacted(event, sender, clientId),
    idempotency: null,
  }));
  const [outcome] = await appendRequests(tx, ctx.scope.organizationId, [items]).catch(
    (cause: unknown) => {
      const detail = "The log could not be written, so nothing was changed.";
      throw new AppError("service.unavailable", { detail, cause });
    },
  );
  if (outcome?.status !== "appended") throw new Error("the append returned no entries");
  return outcome.entries;
}

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { exportRequests } from "@/db/schema";
import { actorOf, type Ctx, isAllowed } from "@/lib/access/model";
import { findLogEnds } from "@/lib/entries/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { resolveRange } from "@/lib/entries/range";
import { defaultView, formatView } from "@/lib/entries/view";
import { parseExportQuery } from "@/lib/exports/model";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation, none } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { countSelection } from "@/lib/segments/queries";
import {
  type ExportFormat,
  type ExportRequest,
  type ExportVerdict,
  exportFormats,
  exportIdSchema,
  formatWords,
  isActive,
} from "./model";
import { type DueExport, findWithin, parseRequest, requesterIdOf } from "./queries";

const keepFor = sql`interval '7 days'`;
const leaseFor = sql`interval '30 seconds'`;
const pause = sql`make_interval(secs => 5 * power(2, attempt_count)::int)`;
export const attemptsMax = 5;
const activeMax = 20;

type Wish = {
  format: string;
  /** What the address bar of the log says. */
  query: string;
  zone: string;
};

/**
 * Asks for a file of exactly what the query selects now: the range becomes fixed times and
 * `upto` the newest entry, so nothing that arrives later changes it. A query of which a
 * part would be ignored is refused.
 */
export async function requestExport(ctx: Ctx, wish: Wish): Promise<ExportRequest> {
  const format = wish.format as ExportFormat;
  if (!isAllowed(ctx.principal, "log:export")) {
    return createRequest(ctx, { format, query: "", range: nowhere, rowCount: 0 });
  }
  const selection = await freeze(ctx, wish);
  const query = formatView({ ...defaultView, filter: selection.filter });
  const rowCount = await countSelection(ctx.scope, selection);
  return createRequest(ctx, { format, query, range: selection.range, rowCount });
}

const nowhere = { from: null, to: null };

const requestSchema = z.strictObject({
  format: z.enum(exportFormats),
  query: z.string(),
  range: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
  rowCount: z.int(),
});

const createRequest = mutation(
  "log:export",
  requestSchema,
  async (tx, ctx, { format, query, range, rowCount }) => {
    await refuseTooMany(tx, ctx);
    const { scope } = ctx;
    const [row] = await tx
      .insert(exportRequests)
      .values({
        organizationId: scope.organizationId,
        id: `exp_${formatHex(drawRandomBytes(12))}`,
        requesterId: requesterIdOf(ctx),
        requester: actorOf(ctx.principal),
        clientId: scope.clientId,
        ownUserId: scope.own?.userId ?? null,
        ownClientIds: scope.own?.clientIds ?? null,
        format,
        query,
        rangeFrom: range.from,
        rangeTo: range.to,
        rowCount,
      })
      .returning();
    if (!row) throw new Error("an insert returned no row");
    const request = parseRequest(row);
    return { value: request, event: tell(request, "export.requested") };
  },
);

async function freeze(ctx: Ctx, { query, zone }: Wish) {
  const parsed = parseExportQuery(query);
  if (!parsed.ok) {
    const errors = parsed.problems.map(({ name, value, why }) => ({
      pointer: `?${name}`,
      detail: `${name}=${value} ${why}; an export leaves nothing out in silence`,
    }));
    throw new AppError("query.invalid", { errors });
  }
  const { filter } = parsed.value;
  const { head } = await findLogEnds(ctx.scope);
  const upto = Math.min(filter.upto ?? head, head);
  const range = resolveRange(filter, new Date(), zone);
  return { filter: { ...filter, upto }, range };
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(exportRequests)
    .where(
      and(
        eq(exportRequests.organizationId, ctx.scope.organizationId),
        eq(exportRequests.requesterId, requesterIdOf(ctx)),
        sql`state in ('queued', 'running')`,
      ),
    );
  if ((row?.count ?? 0) < activeMax) return;
  const detail = `${activeMax} exports of yours are under way: wait for one, or cancel it.`;
  throw new AppError("export.too_many", { detail });
}

const byId = z.strictObject({ id: exportIdSchema });

export const cancelExport = mutation("log:export", byId, async (tx, ctx, { id }) => {
  const request = await requireRequest(tx, ctx, id);
  if (!isActive(request)) throw new AppError("export.over");
  await tx
    .update(exportRequests)
    .set({ state: "cancelled", finishedAt: sql`clock_timestamp()` })
    .where(isThisOne(request));
  return { value: request, event: tell(request, "export.cancelled") };
});

export const retryExport = mutation("log:export", byId, async (tx, ctx, { id }) => {
  const request = await requireRequest(tx, ctx, id);
  if (request.state !== "failed") throw new AppError("export.over");
  await tx
    .update(exportRequests)
    .set({
      state: "queued",
      attemptCount: 0,
      error: null,
      leasedUntil: null,
      finishedAt: null,
    })
    .where(isThisOne(request));
  return { value: request, event: tell(request, "export.requested") };
});

/** Every download is an entry, before its first byte leaves. */
export const recordDownload = mutation("log:export", byId, async (tx, ctx, { id }) => {
  const request = await requireRequest(tx, ctx, id);
  if (request.state === "expired") throw new AppError("export.expired");
  if (request.state !== "done") throw new AppError("export.not_ready");
  return { value: request, event: tell(request, "export.downloaded") };
});

async function requireRequest(tx: Tx, ctx: Ctx, id: string): Promise<ExportRequest> {
  const request = await findWithin(tx, ctx, id);
  if (request) return request;
  throw new AppError("resource.not_found", { detail: `No export "${id}".` });
}

function isThisOne({ organizationId, id }: DueExport) {
  return and(
    eq(exportRequests.organizationId, organizationId),
    eq(exportRequests.id, id),
  );
}

type Told =
  | "export.requested"
  | "export.completed"
  | "export.failed"
  | "export.cancelled"
  | "export.downloaded";

function tell(request: ExportRequest, action: Told) {
  const { id, format, query, rowCount, clientId, rangeFrom, rangeTo } = request;
  const range = { from: rangeFrom, to: rangeTo };
  return {
    clientId,
    event: {
      action,
      target: { type: "export", id, name: formatWords[format].name },
      metadata: { format, query, count: rowCount, range },
    },
  };
}

/** Takes a due export for one try, or null when another worker did. */
export async function takeExport(due: DueExport): Promise<ExportRequest | null> {
  return inScope({ ...due, clientId: null }, async (tx) => {
    const isDue = sql`(state = 'queued' or (state = 'running'
      and leased_until < clock_timestamp()))`;
    const [row] = await tx
      .update(exportRequests)
      .set({
        state: "running",
        attemptCount: sql`attempt_count + 1`,
        leasedUntil: sql`clock_timestamp() + ${leaseFor}`,
      })
      .where(and(isThisOne(due), isDue))
      .returning();
    return row ? parseRequest(row) : null;
  });
}

export type Progress = Pick<
  ExportRequest,
  "doneCount" | "position" | "writtenBytes" | "alteredCount" | "verdict"
>;

/** Keeps what is on the disk for good; false when the export was cancelled meanwhile. */
export async function saveProgress(
  request: ExportRequest,
  progress: Progress,
): Promise<boolean> {
  return inScope({ ...request, clientId: null }, async (tx) => {
    const rows = await tx
      .update(exportRequests)
      .set({ ...progress, leasedUntil: sql`clock_timestamp() + ${leaseFor}` })
      .where(and(isThisOne(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    return rows.length > 0;
  });
}

function isOfThisTry({ attemptCount }: ExportRequest) {
  return sql`state = 'running' and attempt_count = ${attemptCount}`;
}

const written = z.strictObject({
  request: z.custom<ExportRequest>(),
  sha256: z.string(),
  bytes: z.int(),
  doneCount: z.int(),
  verdict: z.custom<ExportVerdict>(),
});

/** Ready, and in the log under whoever asked: how much left, and the hash of the file. */
export const completeExport = mutation(
  "log:export",
  written,
  async (tx, _ctx, { request, sha256, bytes, doneCount, verdict }) => {
    const rows = await tx
      .update(exportRequests)
      .set({
        state: "done",
        sha256,
        writtenBytes: bytes,
        doneCount,
        verdict,
        alteredCount: verdict.altered.length,
        leasedUntil: null,
        finishedAt: sql`clock_timestamp()`,
        expiresAt: sql`clock_timestamp() + ${keepFor}`,
      })
      .where(and(isThisOne(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    if (rows.length === 0) return { value: false, event: none("another worker has it") };
    const { event, clientId } = tell(request, "export.completed");
    const verification = {
      state: verdict.state,
      checked: verdict.checkedCount,
      links: verdict.linkCount,
    };
    const metadata = {
      ...event.metadata,
      count: doneCount,
      bytes,
      sha256,
      verification,
    };
    const actor = request.requester;
    return { value: true, event: { clientId, event: { ...event, actor, metadata } } };
  },
);

const failed = z.strictObject({
  request: z.custom<ExportRequest>(),
  error: z.string(),
  isFinal: z.boolean(),
});

/** Another try after a pause, or the end of it, with the reason for whoever asked. */
export const failExport = mutation(
  "log:export",
  failed,
  async (tx, _ctx, { request, error, isFinal }) => {
    const isLast = isFinal || request.attemptCount >= attemptsMax;
    const rows = await tx
      .update(exportRequests)
      .set({
        state: isLast ? "failed" : "queued",
        error: error.slice(0, 500),
        leasedUntil: isLast ? null : sql`clock_timestamp() + ${pause}`,
        finishedAt: isLast ? sql`clock_timestamp()` : null,
      })
      .where(and(isThisOne(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    if (!isLast || rows.length === 0) {
      return { value: isLast, event: none("it is tried again") };
    }
    const { event, clientId } = tell(request, "export.failed");
    const said = { outcome: "failed" as const, reason: error.slice(0, 500) };
    const actor = request.requester;
    return { value: isLast, event: { clientId, event: { ...event, ...said, actor } } };
  },
);

export async function expireExport(due: DueExport): Promise<void> {
  await inScope({ ...due, clientId: null }, (tx) =>
    tx
      .update(exportRequests)
      .set({ state: "expired" })
      .where(and(isThisOne(due), sql`state = 'done'`)),
  );
}

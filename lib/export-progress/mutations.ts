import { and, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { exportRequests } from "@/db/schema";
import {
  type DueExport,
  type ExportRequest,
  type ExportVerdict,
  formatWords,
} from "@/lib/export-requests/model";
import { parseRequest } from "@/lib/export-requests/queries";
import { isThisExport } from "@/lib/export-requests/sql";
import { tellExport } from "@/lib/export-requests/told";
import { notify } from "@/lib/notifications/mutations";
import { listRecipients } from "@/lib/notifications/queries";
import { mutation, none } from "@/lib/runtime/mutation";
import { inScope, readInScope } from "@/lib/runtime/transaction";

const keepFor = sql`interval '7 days'`;
const leaseFor = sql`interval '30 seconds'`;
const pause = sql`make_interval(secs => 5 * power(2, attempt_count)::int)`;
const attemptsMax = 5;

/** Takes a due export for one try, or null when another worker did. */
export async function takeExport(due: DueExport): Promise<ExportRequest | null> {
  return inScope({ ...due, clientId: null }, async (tx) => {
    const isDue = sql`((state = 'queued'
        and coalesce(leased_until, created_at) <= clock_timestamp())
      or (state = 'running' and leased_until < clock_timestamp()))`;
    const [row] = await tx
      .update(exportRequests)
      .set({
        state: "running",
        attemptCount: sql`attempt_count + 1`,
        leasedUntil: sql`clock_timestamp() + ${leaseFor}`,
      })
      .where(and(isThisExport(due), isDue))
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
      .where(and(isThisExport(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    return rows.length > 0;
  });
}

/** False when the export is no longer this try's: cancelled, or taken by another worker. */
export async function renewLease(request: ExportRequest): Promise<boolean> {
  return inScope({ ...request, clientId: null }, async (tx) => {
    const rows = await tx
      .update(exportRequests)
      .set({ leasedUntil: sql`clock_timestamp() + ${leaseFor}` })
      .where(and(isThisExport(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    return rows.length > 0;
  });
}

/** Ended by somebody, not merely taken over by another worker. */
export async function isCancelled(request: ExportRequest): Promise<boolean> {
  return readInScope({ ...request, clientId: null }, async (tx) => {
    const rows = await tx
      .select({ id: exportRequests.id })
      .from(exportRequests)
      .where(and(isThisExport(request), eq(exportRequests.state, "cancelled")));
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
  /** Of all; the verdict lists the first of them. */
  alteredCount: z.int(),
  verdict: z.custom<ExportVerdict>(),
});

/** Ready, and in the log under whoever asked: how much left, and the hash of the file. */
export const completeExport = mutation(
  "log:export",
  written,
  async (tx, _ctx, { request, sha256, bytes, doneCount, alteredCount, verdict }) => {
    const rows = await tx
      .update(exportRequests)
      .set({
        state: "done",
        sha256,
        writtenBytes: bytes,
        doneCount,
        verdict,
        alteredCount,
        leasedUntil: null,
        finishedAt: sql`clock_timestamp()`,
        expiresAt: sql`clock_timestamp() + ${keepFor}`,
      })
      .where(and(isThisExport(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    if (rows.length === 0) return { value: false, event: none("another worker has it") };
    await notifyRequester(tx, request, "is ready");
    const { event, clientId } = tellExport(request, "export.completed");
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
      .where(and(isThisExport(request), isOfThisTry(request)))
      .returning({ id: exportRequests.id });
    if (!isLast || rows.length === 0) {
      return { value: isLast && rows.length > 0, event: none("it is tried again") };
    }
    await notifyRequester(tx, request, "failed");
    const { event, clientId } = tellExport(request, "export.failed");
    const said = { outcome: "failed" as const, reason: error.slice(0, 500) };
    const actor = request.requester;
    return { value: isLast, event: { clientId, event: { ...event, ...said, actor } } };
  },
);

/** A client's people see their exports in their portal. */
async function notifyRequester(
  tx: Tx,
  { organizationId, clientId, requesterId, format }: ExportRequest,
  what: "is ready" | "failed",
): Promise<void> {
  if (clientId !== null) return;
  const people = [requesterId];
  const recipients = await listRecipients(tx, organizationId, { people });
  const sentence = `Your export (${formatWords[format].name}) ${what}.`;
  const href = "/exports";
  await notify(tx, organizationId, recipients, {
    kind: "export",
    sentence,
    href,
    mail: {
      subject: `An export of yours ${what}`,
      paragraphs: [sentence],
      linkLabel: "Open the exports",
    },
  });
}

export async function expireExport(due: DueExport): Promise<void> {
  await inScope({ ...due, clientId: null }, (tx) =>
    tx
      .update(exportRequests)
      .set({ state: "expired" })
      .where(and(isThisExport(due), sql`state = 'done'`)),
  );
}

/** Files that hold what was erased since go at once, not in some days. */
export async function expireExports(tx: Tx, organizationId: string): Promise<void> {
  const now = sql`clock_timestamp()`;
  await tx
    .update(exportRequests)
    .set({ expiresAt: now })
    .where(
      and(
        eq(exportRequests.organizationId, organizationId),
        eq(exportRequests.state, "done"),
        gt(exportRequests.expiresAt, now),
      ),
    );
}

/**
 * Guarantees: a flood of like events costs one row that counts, not one entry each; what
 * was counted becomes one entry after its window closes, in the transaction that removes
 * the count, so no count is lost or told twice.
 * Does not: fold different actors, reasons or routes together; the caller's key says.
 */
import { and, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { foldedEvents } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import type { EventInput, Source } from "@/lib/entries/model";
import type { Sender } from "@/lib/entries/prepare";
import { redactEvent } from "@/lib/entries/redact";
import { appendRequests, appendWithin, prepareRedacted } from "./append";
import { forWriting, inScope } from "./transaction";

export const foldWindowSeconds = 300;
const window = sql`make_interval(secs => ${foldWindowSeconds})`;
const isClosed = sql`${foldedEvents.windowStartAt} + ${window} <= clock_timestamp()`;

type Fold = {
  key: string;
  event: EventInput;
  clientId: string | null;
  /** So many of a window are entries at once; the rest are counted. */
  atOnceMax: number;
};

/** foldEvent counts one event under its key and returns how many the window holds. */
export async function foldEvent(ctx: Ctx, fold: Fold): Promise<number> {
  return inScope(forWriting(ctx.scope), async (tx) => {
    const count = await countFold(tx, ctx, fold);
    if (count <= fold.atOnceMax) {
      await appendWithin(tx, ctx, [{ event: fold.event, clientId: fold.clientId }]);
    }
    return count;
  });
}

async function countFold(tx: Tx, ctx: Ctx, fold: Fold): Promise<number> {
  const event: EventInput = {
    ...fold.event,
    actor: fold.event.actor ?? actorOf(ctx.principal),
    context: ctx.context,
  };
  const [row] = await tx
    .insert(foldedEvents)
    .values({
      organizationId: ctx.scope.organizationId,
      foldKey: fold.key,
      windowStartAt: sql`date_bin(${window}, clock_timestamp(), 'epoch')`,
      foldedCount: 1,
      reportedCount: Math.min(1, fold.atOnceMax),
      event: JSON.stringify(redactEvent(event)),
      source: ctx.source,
      clientId: fold.clientId,
      keyId: ctx.principal.kind === "key" ? ctx.principal.keyId : null,
    })
    .onConflictDoUpdate({
      target: [
        foldedEvents.organizationId,
        foldedEvents.foldKey,
        foldedEvents.windowStartAt,
      ],
      set: {
        foldedCount: sql`${foldedEvents.foldedCount} + 1`,
        reportedCount: sql`least(${foldedEvents.foldedCount} + 1, ${fold.atOnceMax})`,
        lastAt: sql`clock_timestamp()`,
      },
    })
    .returning({ count: foldedEvents.foldedCount });
  return row?.count ?? 0;
}

/** flushFolds turns every closed window into its entry and returns how many it closed. */
export async function flushFolds(): Promise<number> {
  const closed = await getDatabase()
    .select({
      organizationId: foldedEvents.organizationId,
      foldKey: foldedEvents.foldKey,
      windowStartAt: sql<string>`${foldedEvents.windowStartAt}::text`,
    })
    .from(foldedEvents)
    .where(isClosed);
  for (const { organizationId, foldKey, windowStartAt } of closed) {
    await inScope({ organizationId, clientId: null }, async (tx) => {
      const [row] = await tx
        .delete(foldedEvents)
        .where(
          and(
            eq(foldedEvents.organizationId, organizationId),
            eq(foldedEvents.foldKey, foldKey),
            eq(foldedEvents.windowStartAt, sql`${windowStartAt}::timestamptz`),
            isClosed,
          ),
        )
        .returning();
      if (row) await appendFolded(tx, row);
    });
  }
  return closed.length;
}

async function appendFolded(
  tx: Tx,
  row: typeof foldedEvents.$inferSelect,
): Promise<void> {
  const unreportedCount = row.foldedCount - row.reportedCount;
  if (unreportedCount <= 0) return;
  const stored = JSON.parse(row.event) as EventInput;
  const event: EventInput = {
    ...stored,
    metadata: {
      ...stored.metadata,
      count: unreportedCount,
      first_at: new Date(row.firstAt).toISOString(),
      last_at: new Date(row.lastAt).toISOString(),
    },
  };
  const sender: Sender = {
    actor: { type: "system", id: null, email: null, name: null, role: null },
    keyId: row.keyId,
    source: row.source as Source,
    context: { ip: null, user_agent: null, session_id: null, request_id: null },
  };
  const prepared = prepareRedacted(event, sender, row.clientId);
  await appendRequests(tx, row.organizationId, [[{ prepared, idempotency: null }]]);
}

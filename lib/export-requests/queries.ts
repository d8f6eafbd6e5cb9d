import { and, desc, eq, or, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { exportRequests } from "@/db/schema";
import { type Ctx, isAllowed } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import type { DueExport, ExportRequest } from "./model";
import { isThisExport } from "./sql";

const shownMax = 100;

/** What a scope reaches of the requests, whoever asked. */
function whereReached({ scope }: Ctx) {
  const { organizationId, clientId } = scope;
  return and(
    eq(exportRequests.organizationId, organizationId),
    clientId === null ? undefined : eq(exportRequests.clientId, clientId),
  );
}

function whereOwn(ctx: Ctx) {
  return and(whereReached(ctx), eq(exportRequests.requesterId, requesterIdOf(ctx)));
}

/** Also who a schedule sends it to: they fetch it, and end nothing. */
function whereFetchable(ctx: Ctx) {
  const { principal } = ctx;
  if (principal.kind !== "user") return whereOwn(ctx);
  const isShared = sql`${principal.email.toLowerCase()} = any(shared_with)`;
  return or(whereOwn(ctx), and(whereReached(ctx), isShared));
}

export function requesterIdOf({ principal }: Pick<Ctx, "principal">): string {
  if (principal.kind === "user") return principal.userId;
  return principal.kind === "key" ? principal.keyId : principal.kind;
}

/** One's own, and for readers of the whole log everybody's, newest first. */
export function listExportRequests(ctx: Ctx): Promise<ExportRequest[]> {
  return readInScope(ctx.scope, async (tx) => {
    const rows = await tx
      .select()
      .from(exportRequests)
      .where(
        isAllowed(ctx.principal, "log:read_whole")
          ? whereReached(ctx)
          : whereFetchable(ctx),
      )
      .orderBy(desc(exportRequests.createdAt))
      .limit(shownMax);
    return rows.map(parseRequest);
  });
}

/** One's own, or sent to one: who neither asked for it nor gets it does not find it. */
export function findExportRequest(ctx: Ctx, id: string): Promise<ExportRequest | null> {
  return readInScope(ctx.scope, (tx) => findFetchable(tx, ctx, id));
}

export async function findFetchable(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<ExportRequest | null> {
  const [row] = await tx
    .select()
    .from(exportRequests)
    .where(and(whereFetchable(ctx), eq(exportRequests.id, id)));
  return row ? parseRequest(row) : null;
}

export async function findWithin(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<ExportRequest | null> {
  const [row] = await tx
    .select()
    .from(exportRequests)
    .where(and(whereOwn(ctx), eq(exportRequests.id, id)));
  return row ? parseRequest(row) : null;
}

/** What waits for a worker, and what one left when it died. The worker's login sees all. */
export async function listDueExports(): Promise<DueExport[]> {
  const rows = await getDatabase()
    .select({ organizationId: exportRequests.organizationId, id: exportRequests.id })
    .from(exportRequests)
    .where(
      sql`(state = 'queued' and coalesce(leased_until, created_at) <= clock_timestamp())
        or (state = 'running' and leased_until < clock_timestamp())`,
    )
    .orderBy(exportRequests.createdAt)
    .limit(20);
  return [...rows];
}

/** Whoever asked for it: for the worker, which sends it. */
export function findAnyExport(due: DueExport): Promise<ExportRequest | null> {
  return readInScope(
    { organizationId: due.organizationId, clientId: null },
    async (tx) => {
      const [row] = await tx.select().from(exportRequests).where(isThisExport(due));
      return row ? parseRequest(row) : null;
    },
  );
}

export async function listExpiredExports(): Promise<ExportRequest[]> {
  const rows = await getDatabase()
    .select()
    .from(exportRequests)
    .where(sql`state = 'done' and expires_at <= clock_timestamp()`)
    .limit(100);
  return rows.map(parseRequest);
}

export function parseRequest(row: typeof exportRequests.$inferSelect): ExportRequest {
  return row as ExportRequest;
}

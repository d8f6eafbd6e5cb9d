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
import { mutation } from "@/lib/runtime/mutation";
import { countSelection } from "@/lib/segments/queries";
import {
  type ExportFormat,
  type ExportRequest,
  exportFormats,
  exportIdSchema,
  isActive,
} from "./model";
import { findWithin, parseRequest, requesterIdOf } from "./queries";
import { isThisExport } from "./sql";
import { tellExport } from "./told";

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

const createRequest = mutation("log:export", requestSchema, (tx, ctx, input) =>
  insertRequest(tx, ctx, { ...input, isForPortal: false }),
);

/** In a client's portal: what the MSP hides there is not written. */
export const createPortalRequest = mutation(
  "portal:audit_log.export",
  requestSchema,
  (tx, ctx, input) => insertRequest(tx, ctx, { ...input, isForPortal: true }),
);

type NewRequest = z.infer<typeof requestSchema> & { isForPortal: boolean };

async function insertRequest(tx: Tx, ctx: Ctx, input: NewRequest) {
  const { format, query, range, rowCount, isForPortal } = input;
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
      isForPortal,
      format,
      query,
      rangeFrom: range.from,
      rangeTo: range.to,
      rowCount,
    })
    .returning();
  if (!row) throw new Error("an insert returned no row");
  const request = parseRequest(row);
  return { value: request, event: tellExport(request, "export.requested") };
}

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
    .where(isThisExport(request));
  return { value: request, event: tellExport(request, "export.cancelled") };
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
    .where(isThisExport(request));
  return { value: request, event: tellExport(request, "export.requested") };
});

/** Every download is an entry, before its first byte leaves. */
export const recordDownload = mutation("log:export", byId, tellDownload);
export const recordPortalDownload = mutation(
  "portal:audit_log.export",
  byId,
  tellDownload,
);

async function tellDownload(tx: Tx, ctx: Ctx, { id }: z.infer<typeof byId>) {
  const request = await requireRequest(tx, ctx, id);
  if (request.state === "expired") throw new AppError("export.expired");
  if (request.state !== "done") throw new AppError("export.not_ready");
  return { value: request, event: tellExport(request, "export.downloaded") };
}

async function requireRequest(tx: Tx, ctx: Ctx, id: string): Promise<ExportRequest> {
  const request = await findWithin(tx, ctx, id);
  if (request) return request;
  throw new AppError("resource.not_found", { detail: `No export "${id}".` });
}

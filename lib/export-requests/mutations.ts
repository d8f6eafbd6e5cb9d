import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { exportRequests } from "@/db/schema";
import { actorOf, type Ctx, isAllowed } from "@/lib/access/model";
import { findBundleTarget } from "@/lib/bundle-targets/queries";
import type { Filter } from "@/lib/entries/filter";
import { drawRandomBytes } from "@/lib/entries/random";
import { findFrozen } from "@/lib/frozen/queries";
import { AppError } from "@/lib/kit/errors";
import { isZone } from "@/lib/kit/zone";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { countSelection } from "@/lib/segments/queries";
import {
  type ExportFormat,
  type ExportRequest,
  exportFormats,
  exportIdSchema,
  isActive,
  pdfRowsMax,
  textFormats,
} from "./model";
import { findFetchable, findWithin, parseRequest, requesterIdOf } from "./queries";
import { isThisExport } from "./sql";
import { tellExport } from "./told";

const activeMax = 20;

type Wish = {
  format: string;
  /** What the address bar of the log says. */
  query: string;
  zone: string;
  withManifest?: boolean;
};

/**
 * Asks for a file of exactly what the query selects now: the range becomes fixed times and
 * `upto` the newest entry, so nothing that arrives later changes it. A query of which a
 * part would be ignored is refused.
 */
export async function requestExport(ctx: Ctx, wish: Wish): Promise<ExportRequest> {
  const format = wish.format as ExportFormat;
  if (!isAllowed(ctx.principal, "log:export")) {
    return createRequest(ctx, { ...nothing, format });
  }
  refuseUnknownZone(wish.zone);
  const { query, ...selection } = await findFrozen(ctx, wish);
  if (format === "bundle") await refuseWithoutChain(ctx, selection.filter);
  const rowCount = await countSelection(ctx.scope, selection);
  if (format === "pdf" && rowCount > pdfRowsMax) throw new AppError("export.too_long");
  const { range } = selection;
  const { zone, withManifest: isWanted = false } = wish;
  const withManifest = isWanted && format !== "bundle";
  return createRequest(ctx, { format, query, range, rowCount, zone, withManifest });
}

const nothing = {
  query: "",
  range: { from: null, to: null },
  rowCount: 0,
  zone: "UTC",
  withManifest: false,
};

const requestSchema = z.strictObject({
  format: z.enum(exportFormats),
  query: z.string(),
  range: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
  rowCount: z.int(),
  zone: z.string().refine(isZone, { error: "must be a time zone" }),
  /** A bundle has one of its own. */
  withManifest: z.boolean(),
});

const createRequest = mutation("log:export", requestSchema, (tx, ctx, input) =>
  insertRequest(tx, ctx, { ...input, isForPortal: false }),
);

/** In a client's portal what the MSP hides there is not written, which texts alone know. */
export const createPortalRequest = mutation(
  "portal:audit_log.export",
  requestSchema.extend({ format: z.enum(textFormats) }),
  (tx, ctx, input) => insertRequest(tx, ctx, { ...input, isForPortal: true }),
);

type NewRequest = z.infer<typeof requestSchema> & { isForPortal: boolean };

async function insertRequest(tx: Tx, ctx: Ctx, { range, ...asked }: NewRequest) {
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
      ...asked,
      rangeFrom: range.from,
      rangeTo: range.to,
    })
    .returning();
  if (!row) throw new Error("an insert returned no row");
  const request = parseRequest(row);
  return { value: request, event: tellExport(request, "export.requested") };
}

function refuseUnknownZone(zone: string): void {
  if (isZone(zone)) return;
  const errors = [{ pointer: "/zone", detail: "must be a time zone" }];
  throw new AppError("input.invalid", { errors });
}

async function refuseWithoutChain({ scope }: Ctx, filter: Filter): Promise<void> {
  if ((await findBundleTarget(scope, filter)) === null)
    throw new AppError("export.no_chain");
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
  const request = await findFetchable(tx, ctx, id);
  if (request === null) throw new AppError("resource.not_found", unknownExport(id));
  if (request.state === "expired") throw new AppError("export.expired");
  if (request.state !== "done") throw new AppError("export.not_ready");
  return { value: request, event: tellExport(request, "export.downloaded") };
}

async function requireRequest(tx: Tx, ctx: Ctx, id: string): Promise<ExportRequest> {
  const request = await findWithin(tx, ctx, id);
  if (request) return request;
  throw new AppError("resource.not_found", unknownExport(id));
}

const unknownExport = (id: string) => ({ detail: `No export "${id}".` });

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { defaultViews, savedViews } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";
import {
  builtInViews,
  mineView,
  type SavedView,
  viewIdSchema,
  viewNameSchema,
  viewQuerySchema,
} from "./model";
import { findDefaultViewId, findView } from "./queries";

const createSchema = z.strictObject({
  name: viewNameSchema,
  query: viewQuerySchema,
  isShared: z.boolean().default(false),
});

export const createView = mutation(
  "views:write",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId, userId: ownerId } = readerOf(ctx);
    const id = `view_${formatHex(drawRandomBytes(8))}`;
    await refuseTaken(
      "/name",
      tx.insert(savedViews).values({ organizationId, id, ownerId, ...input }),
    );
    const { name, query, isShared } = input;
    const created = {
      action: "saved_view.created",
      target: { type: "saved_view", id, name },
      after: { name, query, shared: isShared },
    };
    return { value: { id, name, query }, event: created };
  },
);

const updateSchema = z.strictObject({
  id: viewIdSchema,
  name: viewNameSchema.optional(),
  query: viewQuerySchema.optional(),
  isShared: z.boolean().optional(),
});

/** Renames, replaces the filter, shares or takes back: what is given, and one entry of it. */
export const updateView = mutation(
  "views:write",
  updateSchema,
  async (tx, ctx, input) => {
    const { id, ...given } = input;
    const known = await findOwnView(tx, ctx, id);
    const change = {
      name: given.name ?? known.name,
      query: given.query ?? known.query,
      isShared: given.isShared ?? known.isShared,
    };
    await refuseTaken(
      "/name",
      tx
        .update(savedViews)
        .set({ ...change, updatedAt: sql`clock_timestamp()` })
        .where(whereView(ctx, id)),
    );
    const isNowShared = change.isShared && !known.isShared;
    const updated = {
      action: isNowShared ? "saved_view.shared" : "saved_view.updated",
      target: { type: "saved_view", id, name: change.name },
      before: describe(known),
      after: describe(change),
    };
    return { value: { id, ...change }, event: updated };
  },
);

export const deleteView = mutation(
  "views:write",
  z.strictObject({ id: viewIdSchema }),
  async (tx, ctx, { id }) => {
    const known = await findOwnView(tx, ctx, id);
    await tx.delete(savedViews).where(whereView(ctx, id));
    const deleted = {
      action: "saved_view.deleted",
      target: { type: "saved_view", id, name: known.name },
      before: describe(known),
    };
    return { value: { name: known.name }, event: deleted };
  },
);

const defaultSchema = z.strictObject({ id: viewIdSchema.nullable() });

/** What the log shows its reader when nothing is asked for; null is everything again. */
export const setDefaultView = mutation(
  "views:write",
  defaultSchema,
  async (tx, ctx, { id }) => {
    const reader = readerOf(ctx);
    const view = id === null ? null : await findAnyView(tx, ctx, id);
    const before = await findDefaultViewId(tx, reader);
    const own = and(
      eq(defaultViews.organizationId, reader.organizationId),
      eq(defaultViews.userId, reader.userId),
    );
    if (view === null) await tx.delete(defaultViews).where(own);
    else {
      await tx
        .insert(defaultViews)
        .values({ ...reader, viewId: view.id })
        .onConflictDoUpdate({
          target: [defaultViews.organizationId, defaultViews.userId],
          set: { viewId: view.id },
        });
    }
    const event = {
      action: "saved_view.default_changed",
      target: {
        type: "saved_view",
        id: view?.id ?? null,
        name: view?.name ?? "Everything",
      },
      before: { default_view: before },
      after: { default_view: view?.id ?? null },
    };
    return { value: { name: view?.name ?? null }, event };
  },
);

function readerOf(ctx: Ctx): { organizationId: string; userId: string } {
  const { principal, scope } = ctx;
  if (principal.kind !== "user") throw new Error("only a person has views");
  return { organizationId: scope.organizationId, userId: principal.userId };
}

async function findAnyView(tx: Tx, ctx: Ctx, id: string) {
  const reader = readerOf(ctx);
  const builtIn = [...builtInViews, mineView(reader.userId)].find(
    (view) => view.id === id,
  );
  const view = builtIn ?? (await findView(tx, reader, id));
  if (!view) throw new AppError("resource.not_found");
  return view;
}

/** A shared view is its maker's; owners and admins look after those of others. */
async function findOwnView(tx: Tx, ctx: Ctx, id: string): Promise<SavedView> {
  const view = await findView(tx, readerOf(ctx), id);
  if (!view) throw new AppError("resource.not_found");
  if (!canChangeView(ctx, view)) {
    throw new AppError("access.denied", { detail: "this view belongs to somebody else" });
  }
  return view;
}

export function canChangeView({ principal }: Ctx, view: SavedView): boolean {
  if (principal.kind !== "user") return false;
  return view.ownerId === principal.userId || ["owner", "admin"].includes(principal.role);
}

function whereView(ctx: Ctx, id: string) {
  return and(
    eq(savedViews.organizationId, ctx.scope.organizationId),
    eq(savedViews.id, id),
  );
}

function describe({
  name,
  query,
  isShared,
}: Pick<SavedView, "name" | "query" | "isShared">) {
  return { name, query, shared: isShared };
}

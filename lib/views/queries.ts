import { and, asc, eq, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { defaultViews, savedViews, users } from "@/db/schema";
import type { SavedView } from "./model";

type Reader = { organizationId: string; userId: string };

const columns = {
  id: savedViews.id,
  name: savedViews.name,
  query: savedViews.query,
  isShared: savedViews.isShared,
  ownerId: savedViews.ownerId,
  ownerName: users.name,
};

function whereVisible({ organizationId, userId }: Reader) {
  return and(
    eq(savedViews.organizationId, organizationId),
    or(eq(savedViews.ownerId, userId), eq(savedViews.isShared, true)),
  );
}

/** A reader's own views, and those that others share. */
export function listViews(tx: Tx, reader: Reader): Promise<SavedView[]> {
  return tx
    .select(columns)
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .where(whereVisible(reader))
    .orderBy(asc(savedViews.name), asc(savedViews.id));
}

export async function findView(
  tx: Tx,
  reader: Reader,
  id: string,
): Promise<SavedView | null> {
  const [row] = await tx
    .select(columns)
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .where(and(whereVisible(reader), eq(savedViews.id, id)));
  return row ?? null;
}

export async function findDefaultViewId(
  tx: Tx,
  { organizationId, userId }: Reader,
): Promise<string | null> {
  const [row] = await tx
    .select({ viewId: defaultViews.viewId })
    .from(defaultViews)
    .where(
      and(
        eq(defaultViews.organizationId, organizationId),
        eq(defaultViews.userId, userId),
      ),
    );
  return row?.viewId ?? null;
}

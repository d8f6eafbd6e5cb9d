import { and, desc, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { evidencePacks, packDrafts } from "@/db/schema";
import type { Ctx, Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import { type Choices, noChoices, type Pack } from "./model";

const shownMax = 100;

export function listPacks(scope: Scope): Promise<Pack[]> {
  return readInScope(scope, async (tx) => {
    const rows = await tx
      .select()
      .from(evidencePacks)
      .where(eq(evidencePacks.organizationId, scope.organizationId))
      .orderBy(desc(evidencePacks.createdAt))
      .limit(shownMax);
    return rows.map(parsePack);
  });
}

export function findPack(scope: Scope, id: string): Promise<Pack | null> {
  return readInScope(scope, (tx) => findPackWithin(tx, scope, id));
}

export async function findPackWithin(
  tx: Tx,
  scope: Pick<Scope, "organizationId">,
  id: string,
): Promise<Pack | null> {
  const [row] = await tx
    .select()
    .from(evidencePacks)
    .where(whereThisPack({ ...scope, id }));
  return row ? parsePack(row) : null;
}

export type DuePack = { organizationId: string; id: string };

/** What waits for a worker, and what one left when it died. The worker's login sees all. */
export async function listDuePacks(): Promise<DuePack[]> {
  const rows = await getDatabase()
    .select({ organizationId: evidencePacks.organizationId, id: evidencePacks.id })
    .from(evidencePacks)
    .where(isDue)
    .orderBy(evidencePacks.createdAt)
    .limit(20);
  return [...rows];
}

/** Packs whose file held what was erased since. */
export async function listRemovedPacks(): Promise<Pack[]> {
  const rows = await getDatabase()
    .select()
    .from(evidencePacks)
    .where(
      sql`removed_at is null and state = 'done' and exists (
        select from custody.erasures e
        where e.organization_id = evidence_packs.organization_id
          and e.last_erased_at > evidence_packs.finished_at)`,
    )
    .limit(100);
  return rows.map(parsePack);
}

/** What somebody chose so far; nobody else's. */
export async function findOwnDraft({ scope, principal }: Ctx): Promise<Choices> {
  if (principal.kind !== "user") return noChoices;
  const { organizationId } = scope;
  const { userId } = principal;
  return readInScope(scope, async (tx) => {
    const [row] = await tx
      .select({ choices: packDrafts.choices })
      .from(packDrafts)
      .where(
        and(eq(packDrafts.organizationId, organizationId), eq(packDrafts.userId, userId)),
      );
    return { ...noChoices, ...((row?.choices ?? {}) as Partial<Choices>) };
  });
}

export const isDue = sql`((state = 'queued'
    and coalesce(leased_until, created_at) <= clock_timestamp())
  or (state = 'running' and leased_until < clock_timestamp()))`;

export function whereThisPack({ organizationId, id }: DuePack) {
  return and(eq(evidencePacks.organizationId, organizationId), eq(evidencePacks.id, id));
}

export function parsePack(row: typeof evidencePacks.$inferSelect): Pack {
  return row as Pack;
}

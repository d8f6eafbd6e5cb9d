import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { caseNotes, casePins, cases } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import type { Case, CaseLine, Note, Pin } from "./model";

const shownMax = 200;

/** Newest first. */
export async function listCases(
  tx: Tx,
  { organizationId }: Scope,
  which: "all" | "open" = "all",
): Promise<CaseLine[]> {
  const isTheirs = eq(cases.organizationId, organizationId);
  const count = (table: typeof casePins | typeof caseNotes) => sql<number>`(
    select count(*)::int from ${table} c where c.organization_id = ${cases.organizationId}
      and c.case_id = ${cases.id})`;
  const rows = await tx
    .select({ row: cases, pinCount: count(casePins), noteCount: count(caseNotes) })
    .from(cases)
    .where(which === "all" ? isTheirs : and(isTheirs, isNull(cases.closedAt)))
    .orderBy(desc(cases.openedAt))
    .limit(shownMax);
  return rows.map(({ row, ...counts }) => ({ ...parseCase(row), ...counts }));
}

export async function findCase(tx: Tx, scope: Scope, id: string): Promise<Case | null> {
  const [row] = await tx.select().from(cases).where(whereCase(scope, id));
  return row ? parseCase(row) : null;
}

/** Locked until the commit; null also for one that is closed. */
export async function findOpenCase(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Case | null> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(whereCase(scope, id), isNull(cases.closedAt)))
    .for("update");
  return row ? parseCase(row) : null;
}

export async function listPins(
  tx: Tx,
  { organizationId }: Scope,
  id: string,
): Promise<Pin[]> {
  const rows = await tx
    .select()
    .from(casePins)
    .where(and(eq(casePins.organizationId, organizationId), eq(casePins.caseId, id)))
    .orderBy(casePins.idx);
  return rows as Pin[];
}

export async function listNotes(
  tx: Tx,
  { organizationId }: Scope,
  id: string,
): Promise<Note[]> {
  const rows = await tx
    .select()
    .from(caseNotes)
    .where(and(eq(caseNotes.organizationId, organizationId), eq(caseNotes.caseId, id)))
    .orderBy(caseNotes.number);
  return rows as Note[];
}

export function whereCase({ organizationId }: Scope, id: string) {
  return and(eq(cases.organizationId, organizationId), eq(cases.id, id));
}

function parseCase(row: typeof cases.$inferSelect): Case {
  return row as Case;
}

import { and, desc, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { caseLinks } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { hashToken } from "@/lib/access/token";
import type { CaseLink } from "./model";

const columns = {
  id: caseLinks.id,
  reader: caseLinks.reader,
  author: caseLinks.author,
  createdAt: caseLinks.createdAt,
  expiresAt: caseLinks.expiresAt,
  revokedAt: caseLinks.revokedAt,
  viewCount: caseLinks.viewCount,
  viewedAt: caseLinks.viewedAt,
};

/** Whose link this is, before anybody is known; a token that never was finds null. */
export type FoundLink = {
  organizationId: string;
  id: string;
  caseId: string;
  /** Neither revoked nor expired. */
  isOpen: boolean;
};

export async function findCaseLink(token: string): Promise<FoundLink | null> {
  const hash = await hashToken(token);
  const [row] = await getDatabase().execute<FoundLink>(sql`
    select organization_id as "organizationId", id, case_id as "caseId",
      is_open as "isOpen"
    from custody.find_case_link(${hash})`);
  return row ?? null;
}

/** Newest first. */
export async function listCaseLinks(
  tx: Tx,
  { organizationId }: Scope,
  caseId: string,
): Promise<CaseLink[]> {
  const rows = await tx
    .select(columns)
    .from(caseLinks)
    .where(
      and(eq(caseLinks.organizationId, organizationId), eq(caseLinks.caseId, caseId)),
    )
    .orderBy(desc(caseLinks.createdAt));
  return rows as CaseLink[];
}

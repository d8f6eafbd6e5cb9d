import { and, isNull, lte, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { memberships } from "@/db/schema";

/** The organizations in which somebody's access ended and nothing was said of it yet. */
export async function listOrganizationsWithEnds(): Promise<string[]> {
  const rows = await getDatabase()
    .selectDistinct({ organizationId: memberships.organizationId })
    .from(memberships)
    .where(
      and(
        lte(memberships.expiresAt, sql`clock_timestamp()`),
        isNull(memberships.disabledAt),
      ),
    );
  return rows.map(({ organizationId }) => organizationId);
}

import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { writeBacks } from "@/db/schema";

export type DueWriteBack = { organizationId: string; id: string; integrationId: string };

const dueMax = 500;

/**
 * Of every organization: only the worker's login sees them. What is about a ticket waits until
 * that is there; what was being sent and is due again was lost on its way.
 */
export async function listDueWriteBacks(): Promise<DueWriteBack[]> {
  const { organizationId, id, integrationId, dueAt, createdAt } = writeBacks;
  const rows = await getDatabase()
    .select({ organizationId, id, integrationId })
    .from(writeBacks)
    .where(
      sql`state in ('waiting', 'sending') and due_at <= clock_timestamp()
        and (opener_id is null or exists (
          select from custody.write_backs opener
          where opener.organization_id = custody.write_backs.organization_id
            and opener.id = custody.write_backs.opener_id and opener.state = 'done'))`,
    )
    .orderBy(dueAt, createdAt)
    .limit(dueMax);
  return [...rows];
}

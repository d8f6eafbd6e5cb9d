import { and, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { exportSends } from "@/db/schema";

export type ExportSend = {
  organizationId: string;
  scheduleId: string;
  dueAt: Date;
  exportId: string;
};

/** What was written, or could not be, and was not told yet. The worker's login sees all. */
export async function listWrittenSends(): Promise<ExportSend[]> {
  const rows = await getDatabase().execute<{
    organizationId: string;
    scheduleId: string;
    dueAt: string;
    exportId: string;
  }>(sql`select s.organization_id as "organizationId", s.schedule_id as "scheduleId",
      s.due_at::text as "dueAt", s.export_id as "exportId"
    from custody.export_sends s
    join custody.export_requests r
      on r.organization_id = s.organization_id and r.id = s.export_id
    where s.state = 'writing' and r.state not in ('queued', 'running')
    order by s.due_at limit 20`);
  return rows.map((row) => ({ ...row, dueAt: new Date(row.dueAt) }));
}

export function whereSend({
  organizationId,
  scheduleId,
  dueAt,
}: Omit<ExportSend, "exportId">) {
  return and(
    eq(exportSends.organizationId, organizationId),
    eq(exportSends.scheduleId, scheduleId),
    eq(exportSends.dueAt, dueAt),
  );
}

/** Takes what is to be told of a due time, once; false when another worker did. */
export async function endSend(
  tx: Tx,
  send: ExportSend,
  told: Partial<typeof exportSends.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(exportSends)
    .set({ ...told, finishedAt: sql`clock_timestamp()` })
    .where(and(whereSend(send), eq(exportSends.state, "writing")))
    .returning({ id: exportSends.scheduleId });
  return rows.length > 0;
}

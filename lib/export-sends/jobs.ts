import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { pdfRowsMax } from "@/lib/export-requests/model";
import { findAnyExport } from "@/lib/export-requests/queries";
import type { Schedule } from "@/lib/export-schedules/model";
import { findNextRun } from "@/lib/export-schedules/next-run";
import { listDueSchedules } from "@/lib/export-schedules/queries";
import { findFrozen } from "@/lib/frozen/queries";
import { AppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { countSelection } from "@/lib/segments/queries";
import { takeDueTime, tellSend } from "./mutations";
import { listWrittenSends } from "./queries";

const systemName = "Export schedules";

/** Asks for what fell due, and sends what was written; each due time once, whoever dies. */
export async function sendSchedulesJob(now = new Date()): Promise<void> {
  for (const schedule of await listDueSchedules()) {
    const ctx = mintSystemCtx(schedule.organizationId, systemName);
    await takeDueTime(ctx, await readDue(ctx, schedule, now));
  }
  for (const send of await listWrittenSends()) {
    const { organizationId, exportId: id } = send;
    const ctx = mintSystemCtx(organizationId, systemName);
    const request = await findAnyExport({ organizationId, id });
    if (request === null) continue;
    await tellSend(ctx, { send, request });
    log.info({ schedule: send.scheduleId, export: id }, "a scheduled export was told of");
  }
}

/** What was missed while no worker ran is sent once, not again and again. */
async function readDue(ctx: Ctx, schedule: Schedule, now: Date) {
  const after = now > schedule.nextAt ? now : schedule.nextAt;
  const next = findNextRun(schedule, after);
  try {
    const { query, ...selection } = await findFrozen(ctx, schedule);
    const rowCount = await countSelection(ctx.scope, selection);
    if (schedule.format === "pdf" && rowCount > pdfRowsMax) {
      throw new AppError("export.too_long");
    }
    const { range } = selection;
    return { schedule, next, frozen: { query, range, rowCount }, why: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { schedule, next, frozen: null, why: thrown.message };
  }
}

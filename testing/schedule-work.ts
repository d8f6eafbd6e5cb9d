import type { Ctx } from "@/lib/access/model";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import type { ScheduleInput } from "@/lib/export-schedules/model";
import { sendSchedulesJob } from "@/lib/export-sends/jobs";
import type { Transport } from "@/lib/mail/channels/smtp";
import { sendMailsJob } from "@/lib/mail/jobs";
import type { TestDatabase } from "@/testing/database";
import { inWorker } from "@/testing/export-work";

export const emailOf = ({ principal }: Ctx) =>
  principal.kind === "user" ? principal.email : "";

export const scheduleWish = (
  recipients: string[],
  change: Partial<ScheduleInput> = {},
) => ({
  name: "Weekly tickets",
  format: "csv" as const,
  withManifest: false,
  query: "entity=ticket",
  covers: "all" as const,
  cadence: "weekly" as const,
  weekday: 0,
  monthday: 1,
  localTime: "07:00",
  zone: "Europe/London",
  recipients,
  ...change,
});

export async function makeDue(database: TestDatabase, id: string): Promise<void> {
  await database.admin`update custody.export_schedules
    set next_at = date_trunc('milliseconds', clock_timestamp()) where id = ${id}`;
}

/** Everything the worker does between a due time and a mail in somebody's inbox. */
export async function work(database: TestDatabase, transport: Transport): Promise<void> {
  await inWorker(database, async () => {
    await sendSchedulesJob();
    await writeExportsJob();
    await sendSchedulesJob();
    await sendMailsJob(transport);
  });
}

/** The first file that a mail carries. */
export function readAttachment(raw: string): { name: string; bytes: Buffer } {
  const [, name = "", encoded = ""] =
    /Content-Disposition: attachment;\s*filename=([^\r\n]+)[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(
      raw,
    ) ?? [];
  return { name, bytes: Buffer.from(encoded, "base64") };
}

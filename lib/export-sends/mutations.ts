import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { exportRequests, exportSchedules, exportSends } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { listUnverified } from "@/lib/export-addresses/queries";
import type { ExportRequest } from "@/lib/export-requests/model";
import { parseRequest } from "@/lib/export-requests/queries";
import { tellExport } from "@/lib/export-requests/told";
import type { Schedule } from "@/lib/export-schedules/model";
import {
  findScheduleWithin,
  isKeeperHere,
  whereSchedule,
} from "@/lib/export-schedules/queries";
import { targetOf } from "@/lib/export-schedules/told";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { formatHex } from "@/lib/proof/bytes";
import { mutation, none } from "@/lib/runtime/mutation";
import { attachedBytesMax, describeSend, exportSubject } from "./letter";
import { type ExportSend, endSend } from "./queries";

type Frozen = {
  query: string;
  range: { from: string | null; to: string | null };
  rowCount: number;
};

const dueSchema = z.strictObject({
  schedule: z.custom<Schedule>(),
  next: z.date(),
  /** What is selected now; null where it cannot be exported, with why. */
  frozen: z.custom<Frozen>().nullable(),
  why: z.string().nullable(),
});

const notMine = { value: null, event: none("another worker took it") };
const creatorIsGone = "who made it has no access that allows it any more";
const ranOut = "it ended by itself: save it again to go on";

/**
 * Takes one due time: whoever moves it on has it, and what is to be written for it is
 * asked for in the same transaction. Guarded by "is taken once by two workers at the same
 * moment" in sends.test.ts.
 */
export const takeDueTime = mutation(
  "schedules:send",
  dueSchema,
  async (tx, _ctx, { schedule, next, frozen, why }) => {
    const isMine = await moveOn(tx, schedule, next);
    if (!isMine) return notMine;
    const problem = await findProblem(tx, schedule);
    if (problem !== null) return disable(tx, schedule, problem);
    const { organizationId, id: scheduleId, nextAt: dueAt, recipients } = schedule;
    if (frozen === null) {
      const state = "failed" as const;
      await tx
        .insert(exportSends)
        .values({ organizationId, scheduleId, dueAt, state, why });
      return { value: null, event: tellFailed(schedule, why ?? "unknown") };
    }
    const request = await insertRequest(tx, schedule, frozen);
    const send = { organizationId, scheduleId, dueAt, exportId: request.id };
    await tx.insert(exportSends).values({ ...send, state: "writing", recipients });
    const { event, clientId } = tellExport(request, "export.requested");
    const metadata = { ...event.metadata, schedule: schedule.name };
    const actor = schedule.creator;
    return {
      value: request.id,
      event: { clientId, event: { ...event, actor, metadata } },
    };
  },
);

async function moveOn(tx: Tx, schedule: Schedule, next: Date): Promise<boolean> {
  const rows = await tx
    .update(exportSchedules)
    .set({ nextAt: next })
    .where(
      and(
        whereSchedule(schedule),
        eq(exportSchedules.state, "active"),
        eq(exportSchedules.nextAt, schedule.nextAt),
      ),
    )
    .returning({ id: exportSchedules.id });
  return rows.length > 0;
}

async function findProblem(tx: Tx, schedule: Schedule): Promise<string | null> {
  if (schedule.endsAt.getTime() <= schedule.nextAt.getTime()) return ranOut;
  return (await isKeeperHere(tx, schedule)) ? null : creatorIsGone;
}

async function disable(tx: Tx, schedule: Schedule, reason: string) {
  await tx
    .update(exportSchedules)
    .set({ state: "disabled", reason })
    .where(whereSchedule(schedule));
  const event = {
    action: "export.schedule_disabled",
    target: targetOf(schedule),
    before: { state: schedule.state },
    after: { state: "disabled" },
    metadata: { why: reason },
  };
  return { value: null, event };
}

async function insertRequest(
  tx: Tx,
  schedule: Schedule,
  { query, range, rowCount }: Frozen,
): Promise<ExportRequest> {
  const { organizationId, format, withManifest, zone, creator, creatorId } = schedule;
  const [row] = await tx
    .insert(exportRequests)
    .values({
      organizationId,
      id: `exp_${formatHex(drawRandomBytes(12))}`,
      requesterId: creatorId,
      requester: creator,
      format,
      withManifest,
      query,
      zone,
      rangeFrom: range.from,
      rangeTo: range.to,
      rowCount,
      scheduleId: schedule.id,
      sharedWith: schedule.recipients,
    })
    .returning();
  if (!row) throw new Error("an insert returned no row");
  return parseRequest(row);
}

function tellFailed(schedule: Schedule, why: string): EventInput {
  const target = targetOf(schedule);
  return { action: "export.failed", outcome: "failed", target, reason: why };
}

const writtenSchema = z.strictObject({
  send: z.custom<ExportSend>(),
  request: z.custom<ExportRequest>(),
});

/** Sends what was written, once, to whom it may still go; or says why it is not sent. */
export const tellSend = mutation(
  "schedules:send",
  writtenSchema,
  async (tx, ctx, { send, request }) => {
    const { organizationId, scheduleId: id } = send;
    const schedule = await findScheduleWithin(tx, { organizationId, id });
    if (schedule === null) {
      await endSend(tx, send, { state: "failed", why: "the schedule was deleted" });
      return { value: null, event: none("its schedule was deleted") };
    }
    if (request.state !== "done") {
      const why = request.error ?? `the export was ${request.state}`;
      const isMine = await endSend(tx, send, { state: "failed", why });
      return isMine ? { value: null, event: tellFailed(schedule, why) } : notMine;
    }
    if (!(await isKeeperHere(tx, schedule))) {
      const isMine = await endSend(tx, send, { state: "failed", why: creatorIsGone });
      return isMine ? disable(tx, schedule, creatorIsGone) : notMine;
    }
    return deliver(tx, ctx, { send, request, schedule });
  },
);

type Delivery = { send: ExportSend; request: ExportRequest; schedule: Schedule };

async function deliver(tx: Tx, { scope }: Ctx, { send, request, schedule }: Delivery) {
  const { organizationId } = scope;
  const refused = await listUnverified(tx, organizationId, schedule.recipients);
  const recipients = schedule.recipients.filter((one) => !refused.includes(one));
  const { doneCount: entryCount, sha256 } = request;
  if (recipients.length === 0) {
    const why = "none of its recipients is staff or confirmed any more";
    const isMine = await endSend(tx, send, { state: "failed", why, recipients });
    return isMine ? disable(tx, schedule, why) : notMine;
  }
  const told = { state: "sent" as const, entryCount, sha256, recipients };
  if (!(await endSend(tx, send, told))) return notMine;
  await queueAll(tx, organizationId, { request, schedule, recipients });
  return {
    value: null,
    event: tellSent({ send, request, schedule }, recipients, refused),
  };
}

async function queueAll(
  tx: Tx,
  organizationId: string,
  { request, schedule, recipients }: Omit<Delivery, "send"> & { recipients: string[] },
): Promise<void> {
  const organization = (await findOrganizationById(tx, organizationId))?.name ?? "";
  const href = formatPublicLink("/exports");
  const letter = describeSend({ schedule, request, organization, href });
  const isAttached = request.writtenBytes <= attachedBytesMax;
  for (const to of recipients) {
    const mail = { organizationId, to, subject: exportSubject, letter };
    await queueMail(tx, isAttached ? { ...mail, attachedExportId: request.id } : mail);
  }
}

function tellSent(
  { send, request, schedule }: Delivery,
  recipients: string[],
  refused: string[],
) {
  const { event, clientId } = tellExport(request, "export.sent");
  const { doneCount: count, sha256, writtenBytes: bytes } = request;
  const metadata = {
    ...event.metadata,
    count,
    bytes,
    sha256,
    schedule: { id: schedule.id, name: schedule.name, due_at: send.dueAt.toISOString() },
    recipients,
    refused,
    attached: bytes <= attachedBytesMax,
  };
  return { clientId, event: { ...event, metadata } };
}

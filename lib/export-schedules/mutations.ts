import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { exportSchedules, exportSends } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { changeFilter, defaultView, formatView } from "@/lib/entries/view";
import { listUnverified } from "@/lib/export-addresses/queries";
import { parseExportQuery } from "@/lib/exports/model";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import {
  type Schedule,
  type ScheduleInput,
  scheduleIdSchema,
  scheduleSchema,
} from "./model";
import { findNextRun } from "./next-run";
import { findScheduleWithin, whereSchedule } from "./queries";
import { describeSchedule, targetOf } from "./told";

const schedulesMax = 100;
const lastsFor = sql`clock_timestamp() + interval '12 months'`;

export const createSchedule = mutation(
  "schedules:change",
  scheduleSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    await refuseTooMany(tx, organizationId);
    const values = await readValues(tx, ctx, input);
    const id = `exs_${formatHex(drawRandomBytes(12))}`;
    const nextAt = findNextRun(values, await readClock(tx));
    const [row] = await tx
      .insert(exportSchedules)
      .values({ organizationId, id, ...values, nextAt, endsAt: lastsFor })
      .returning();
    const schedule = row as Schedule;
    return {
      value: schedule,
      event: {
        action: "export.schedule_created",
        target: targetOf(schedule),
        after: describeSchedule(schedule),
      },
    };
  },
);

export const updateSchedule = mutation(
  "schedules:change",
  scheduleSchema.extend({ id: scheduleIdSchema }),
  async (tx, ctx, { id, ...input }) => {
    const { organizationId } = ctx.scope;
    const before = await requireSchedule(tx, ctx, id);
    const values = await readValues(tx, ctx, input);
    const nextAt = findNextRun(values, await readClock(tx));
    const state = before.state === "paused" ? "paused" : "active";
    const [row] = await tx
      .update(exportSchedules)
      .set({ ...values, nextAt, state, reason: null, endsAt: lastsFor })
      .where(whereSchedule({ organizationId, id }))
      .returning();
    const schedule = row as Schedule;
    return {
      value: schedule,
      event: {
        action: "export.schedule_updated",
        target: targetOf(schedule),
        before: describeSchedule(before),
        after: describeSchedule(schedule),
      },
    };
  },
);

const byId = z.strictObject({ id: scheduleIdSchema });

export const pauseSchedule = mutation(
  "schedules:change",
  byId,
  async (tx, ctx, { id }) => {
    const schedule = await requireSchedule(tx, ctx, id);
    if (schedule.state !== "active") throw new AppError("schedule.over");
    return changeState(tx, schedule, { state: "paused" });
  },
);

/** From the next due time on: what fell due meanwhile is not sent afterwards. */
export const resumeSchedule = mutation(
  "schedules:change",
  byId,
  async (tx, ctx, { id }) => {
    const schedule = await requireSchedule(tx, ctx, id);
    if (schedule.state === "active") throw new AppError("schedule.over");
    await refuseUnverified(tx, ctx, schedule.recipients);
    const nextAt = findNextRun(schedule, await readClock(tx));
    const keeper = keeperOf(ctx, schedule);
    return changeState(tx, schedule, {
      state: "active",
      reason: null,
      nextAt,
      ...keeper,
    });
  },
);

export const deleteSchedule = mutation(
  "schedules:change",
  byId,
  async (tx, ctx, { id }) => {
    const schedule = await requireSchedule(tx, ctx, id);
    const { organizationId } = schedule;
    await tx
      .delete(exportSends)
      .where(sql`organization_id = ${organizationId}::uuid and schedule_id = ${id}`);
    await tx.delete(exportSchedules).where(whereSchedule({ organizationId, id }));
    return {
      value: schedule,
      event: {
        action: "export.schedule_deleted",
        target: targetOf(schedule),
        before: describeSchedule(schedule),
      },
    };
  },
);

async function changeState(
  tx: Tx,
  schedule: Schedule,
  change: Partial<
    Pick<Schedule, "state" | "reason" | "nextAt" | "creatorId" | "creator">
  >,
) {
  await tx.update(exportSchedules).set(change).where(whereSchedule(schedule));
  return {
    value: { ...schedule, ...change },
    event: {
      action: "export.schedule_updated",
      target: targetOf(schedule),
      before: { state: schedule.state },
      after: { state: change.state ?? schedule.state },
    },
  };
}

async function requireSchedule(tx: Tx, ctx: Ctx, id: string): Promise<Schedule> {
  const { organizationId } = ctx.scope;
  const schedule = await findScheduleWithin(tx, { organizationId, id });
  if (schedule) return schedule;
  throw new AppError("resource.not_found", { detail: `No schedule "${id}".` });
}

/** Whoever saves it answers for it from then on. */
async function readValues(tx: Tx, ctx: Ctx, { covers, ...input }: ScheduleInput) {
  await refuseUnverified(tx, ctx, input.recipients);
  const query = readQuery(input.query, covers);
  return { ...input, query, ...keeperOf(ctx, null) };
}

function keeperOf({ principal }: Ctx, before: Schedule | null) {
  const creatorId = principal.kind === "user" ? principal.userId : before?.creatorId;
  if (creatorId === undefined) throw new AppError("access.denied");
  return { creatorId, creator: actorOf(principal) };
}

/** The range moves with the clock; a part that means nothing is refused. */
function readQuery(query: string, covers: ScheduleInput["covers"]): string {
  const parsed = parseExportQuery(query);
  if (!parsed.ok) {
    const errors = parsed.problems.map(({ name, value, why }) => ({
      pointer: "/query",
      detail: `${name}=${value} ${why}`,
    }));
    throw new AppError("input.invalid", { errors });
  }
  const range = { kind: "relative", token: covers } as const;
  return formatView(
    changeFilter(defaultView, { ...parsed.value.filter, range, upto: null }),
  );
}

async function refuseUnverified(
  tx: Tx,
  { scope }: Ctx,
  recipients: readonly string[],
): Promise<void> {
  const unknown = await listUnverified(tx, scope.organizationId, recipients);
  if (unknown.length === 0) return;
  const detail = `${unknown.join(", ")} ${unknown.length === 1 ? "is" : "are"} neither staff here nor confirmed: ask the address to confirm first`;
  throw new AppError("input.invalid", { errors: [{ pointer: "/recipients", detail }] });
}

async function refuseTooMany(tx: Tx, organizationId: string): Promise<void> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(exportSchedules)
    .where(sql`organization_id = ${organizationId}::uuid`);
  if ((row?.count ?? 0) < schedulesMax) return;
  const detail = `There are ${schedulesMax} schedules: delete one first.`;
  throw new AppError("input.invalid", { errors: [{ pointer: "/name", detail }] });
}

async function readClock(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(
    sql`select clock_timestamp()::text as now`,
  );
  return new Date(row?.now ?? "");
}

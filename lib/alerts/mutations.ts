import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { alertNotes, alerts } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { findPerson } from "@/lib/people/queries";
import { mutation } from "@/lib/runtime/mutation";
import { queueFollowUps } from "@/lib/write-backs/mutations";
import { type AlertState, alertStates } from "./model";
import { type Alert, findAlertWithin } from "./queries";

export const alertIdSchema = z.string().regex(/^alr_[0-9a-f]{24}$/);
const noteSchema = z.string().trim().max(4000);

const actions: Record<AlertState, string> = {
  open: "alert.reopened",
  acknowledged: "alert.acknowledged",
  resolved: "alert.resolved",
};

/** A note given with it is kept with the alert, and is the entry's reason. */
export const setAlertState = mutation(
  "alerts:handle",
  z.strictObject({ id: z.string(), state: z.enum(alertStates), note: noteSchema }),
  async (tx, ctx, { id, state, note }) => {
    const alert = await requireAlert(tx, ctx, id);
    if (alert.state === state) throw new AppError("alert.already");
    await update(tx, ctx, id, { state });
    if (note !== "") await insertNote(tx, ctx, id, note);
    await queueFollowUps(tx, ctx, alert, { state, note });
    const event: EventInput = {
      action: actions[state],
      target: targetOf(alert),
      before: { state: alert.state },
      after: { state },
      reason: note === "" ? undefined : note,
      metadata: { rule: alert.ruleId },
    };
    return { value: alert, event };
  },
);

export const assignAlert = mutation(
  "alerts:handle",
  z.strictObject({ id: z.string(), ownerId: z.uuid().nullable() }),
  async (tx, ctx, { id, ownerId }) => {
    const alert = await requireAlert(tx, ctx, id);
    const owner =
      ownerId === null ? null : await findPerson(tx, ctx.scope.organizationId, ownerId);
    if (ownerId !== null && !owner) {
      const detail = "is not somebody of this organization";
      throw new AppError("input.invalid", { errors: [{ pointer: "/ownerId", detail }] });
    }
    await update(tx, ctx, id, { ownerId });
    const event: EventInput = {
      action: "alert.assigned",
      target: targetOf(alert),
      before: { owner: alert.owner?.name ?? null },
      after: { owner: owner?.name ?? null },
      metadata: { rule: alert.ruleId },
    };
    return { value: alert, event };
  },
);

export const addAlertNote = mutation(
  "alerts:handle",
  z.strictObject({
    id: z.string(),
    note: noteSchema.min(1, { error: "must not be empty" }),
  }),
  async (tx, ctx, { id, note }) => {
    const alert = await requireAlert(tx, ctx, id);
    await insertNote(tx, ctx, id, note);
    const event: EventInput = {
      action: "alert.note_added",
      target: targetOf(alert),
      metadata: { rule: alert.ruleId, note },
    };
    return { value: alert, event };
  },
);

function targetOf({ id, ruleName }: Alert) {
  return { type: "alert", id, name: ruleName };
}

async function update(
  tx: Tx,
  { scope }: Ctx,
  id: string,
  change: { state?: AlertState; ownerId?: string | null },
): Promise<void> {
  await tx
    .update(alerts)
    .set({ ...change, changedAt: sql`clock_timestamp()` })
    .where(and(eq(alerts.organizationId, scope.organizationId), eq(alerts.id, id)));
}

async function insertNote(tx: Tx, ctx: Ctx, alertId: string, note: string) {
  const { organizationId } = ctx.scope;
  const author = actorOf(ctx.principal);
  await tx
    .insert(alertNotes)
    .values({ organizationId, id: randomUUID(), alertId, author, note });
}

/** An unknown id is not found, whatever its shape. */
async function requireAlert(tx: Tx, ctx: Ctx, id: string): Promise<Alert> {
  const alert = await findAlertWithin(tx, ctx, id);
  if (alert) return alert;
  const unknown = { type: "alert", id };
  throw new AppError("resource.not_found", { detail: `No alert "${id}".`, unknown });
}

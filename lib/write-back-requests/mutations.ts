import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { writeBacks } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { type Alert, findAlertWithin } from "@/lib/alerts/queries";
import { labelActor } from "@/lib/catalogue/actor-label";
import type { EventInput } from "@/lib/entries/model";
import { typedText } from "@/lib/forms/typed-text";
import { type Integration, integrationIdSchema } from "@/lib/integrations/model";
import type { WriteBackKind } from "@/lib/integrations/product";
import { products } from "@/lib/integrations/products";
import { findIntegration } from "@/lib/integrations/queries";
import { AppError } from "@/lib/kit/errors";
import { mutation } from "@/lib/runtime/mutation";
import {
  ticketIdSchema,
  type WriteBack,
  writeBackIdSchema,
  writeBackLimits,
} from "@/lib/write-backs/model";
import { queueWriteBack } from "@/lib/write-backs/mutations";
import { listTickets, listWriteBacks, whereWriteBack } from "@/lib/write-backs/queries";
import type { Asked } from "@/lib/write-backs/words";

const text = typedText.pipe(z.string().max(writeBackLimits.textLengthMax));
const needed = text.pipe(z.string().min(1, { error: "must not be empty" }));
const ofAlert = { alertId: z.string().max(64) };
const ofTicket = { ...ofAlert, ticket: writeBackIdSchema };

const wish = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("create_ticket"),
    ...ofAlert,
    integrationId: integrationIdSchema,
  }),
  z.strictObject({
    kind: z.literal("set_status"),
    ...ofTicket,
    status: needed.pipe(z.string().max(200)),
  }),
  z.strictObject({ kind: z.literal("acknowledge"), ...ofTicket, note: text }),
  z.strictObject({
    kind: z.literal("add_time"),
    ...ofTicket,
    minutes: z
      .int({ error: "is a whole number of minutes" })
      .min(1, { error: "is at least one minute" })
      .max(writeBackLimits.minutesMax, { error: "is at most a day" }),
    note: needed,
  }),
]);

/** Asked by a person; what became of it is an entry of its own. */
export const requestWriteBack = mutation(
  "alerts:handle",
  wish,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const alert = await requireAlert(tx, ctx, input.alertId);
    const known = await listWriteBacks(tx, ctx.scope, alert.id);
    const opener =
      input.kind === "create_ticket" ? null : requireTicket(known, input.ticket);
    const integrationId =
      input.kind === "create_ticket" ? input.integrationId : opener?.integrationId;
    const integration = await requireUsable(tx, ctx, integrationId ?? "", input.kind);
    if (input.kind === "create_ticket") refuseSecond(known, integration);
    const { kind, alertId, ...said } = input;
    const actor = actorOf(ctx.principal);
    const asked: Asked = { ...said, kind, by: labelActor(actor), at: new Date() };
    const openerId = opener?.id ?? null;
    const by = { organizationId, actor, integration, alert, openerId };
    const id = await queueWriteBack(tx, by, asked);
    const event: EventInput = {
      action: "integration.write_back_requested",
      target: { type: "integration", id: integration.id, name: integration.name },
      metadata: { write_back: id, kind, alert: alertId, rule: alert.ruleId },
    };
    return { value: { id }, event };
  },
);

/** What a person found out about a write-back of which no answer is known. */
export const settleWriteBack = mutation(
  "alerts:handle",
  z.strictObject({
    id: writeBackIdSchema,
    alertId: z.string().max(64),
    how: z.enum(["done", "again"]),
    ticketId: ticketIdSchema.nullable(),
  }),
  async (tx, ctx, { id, alertId, how, ticketId }) => {
    await requireAlert(tx, ctx, alertId);
    const known = await listWriteBacks(tx, ctx.scope, alertId);
    const one = known.find((writeBack) => writeBack.id === id);
    if (!one) {
      const unknown = { type: "write_back", id };
      throw new AppError("resource.not_found", { unknown });
    }
    const mayBe = how === "done" ? ["unsure"] : ["unsure", "failed"];
    if (!mayBe.includes(one.state)) throw new AppError("write_back.settled");
    const isOpener = one.kind === "create_ticket";
    if (how === "done" && isOpener && ticketId === null) {
      const errors = [{ pointer: "/ticketId", detail: "is needed: which ticket is it?" }];
      throw new AppError("input.invalid", { errors });
    }
    const isAgain = how === "again";
    const ticket = isOpener && !isAgain ? ticketId : one.ticketId;
    const change = isAgain
      ? { state: "waiting", attemptCount: 0, dueAt: sql`clock_timestamp()` }
      : { state: "done", ticketId: ticket, lastError: null };
    await tx.update(writeBacks).set(change).where(whereWriteBack(ctx.scope, id));
    const event: EventInput = {
      action: isAgain
        ? "integration.write_back_repeated"
        : "integration.write_back_settled",
      target: { type: "integration", id: one.integrationId, name: one.integrationName },
      before: { state: one.state, ticket: one.ticketId },
      after: { state: change.state, ticket },
      metadata: { write_back: id, kind: one.kind, alert: alertId },
    };
    return { value: { id }, event };
  },
);

async function requireAlert(tx: Tx, ctx: Ctx, id: string): Promise<Alert> {
  const alert = await findAlertWithin(tx, ctx, id);
  if (alert) return alert;
  const unknown = { type: "alert", id };
  throw new AppError("resource.not_found", { detail: `No alert "${id}".`, unknown });
}

function requireTicket(known: WriteBack[], id: string): WriteBack {
  const opener = listTickets(known).find((one) => one.id === id);
  if (opener) return opener;
  const unknown = { type: "ticket", id };
  const detail = "The alert has no such ticket.";
  throw new AppError("resource.not_found", { detail, unknown });
}

async function requireUsable(
  tx: Tx,
  ctx: Ctx,
  id: string,
  kind: WriteBackKind,
): Promise<Integration> {
  const integration = await findIntegration(tx, ctx.scope, id);
  if (!integration) {
    const unknown = { type: "integration", id };
    const detail = `No integration "${id}".`;
    throw new AppError("resource.not_found", { detail, unknown });
  }
  const { isEnabled, product, settings } = integration;
  if (!isEnabled) throw new AppError("integration.off");
  if (products[product].canDo(settings, kind)) return integration;
  throw new AppError("integration.cannot");
}

/** Two tickets for one alert in one system are an accident. */
function refuseSecond(known: WriteBack[], { id }: Integration): void {
  const isThere = listTickets(known).some(({ integrationId }) => integrationId === id);
  if (isThere) throw new AppError("write_back.exists");
}

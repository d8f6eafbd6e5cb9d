import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { deliveries, webhooks } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { sealSecret } from "@/lib/runtime/secret-box";
import {
  type Webhook,
  webhookFormats,
  webhookIdSchema,
  webhookLimits,
  webhookNameSchema,
} from "./model";
import { findWebhookWithin } from "./queries";
import { drawSigningSecret } from "./signing-secret";

const urlSchema = z
  .string()
  .max(2048)
  .refine(URL.canParse, { error: "is not an address" });
const byId = z.strictObject({ id: webhookIdSchema });

/** The secret is shown once: only what signs with it can open it again. */
export const createWebhook = mutation(
  "webhooks:write",
  z.strictObject({
    name: webhookNameSchema,
    url: urlSchema,
    format: z.enum(webhookFormats, { error: "is one of the three" }).default("custody"),
  }),
  async (tx, ctx, { name, url, format }) => {
    const { organizationId } = ctx.scope;
    await refuseTooMany(tx, organizationId);
    const id = `whk_${formatHex(drawRandomBytes(12))}`;
    const secret = drawSigningSecret();
    const { host } = new URL(url);
    await tx.insert(webhooks).values({
      organizationId,
      id,
      name,
      format,
      host,
      sealedUrl: sealSecret(url, `${id}/url`),
      sealedSecret: sealSecret(secret, id),
    });
    const event: EventInput = {
      action: "webhook.created",
      target: { type: "webhook", id, name },
      after: { name, host, format },
    };
    return { value: { id, secret }, event };
  },
);

/** An address left out stays as it is; a webhook that was stopped goes on. */
export const updateWebhook = mutation(
  "webhooks:write",
  z.strictObject({
    id: webhookIdSchema,
    name: webhookNameSchema,
    url: urlSchema.nullable(),
    isEnabled: z.boolean(),
  }),
  async (tx, ctx, { id, name, url, isEnabled }) => {
    const known = await requireWebhook(tx, ctx, id);
    const host = url === null ? known.host : new URL(url).host;
    const address = url === null ? {} : { sealedUrl: sealSecret(url, `${id}/url`) };
    await tx
      .update(webhooks)
      .set({
        ...address,
        name,
        host,
        isEnabled,
        stoppedReason: null,
        updatedAt: sql`clock_timestamp()`,
      })
      .where(isThis(ctx, id));
    const event: EventInput = {
      action: "webhook.updated",
      target: { type: "webhook", id, name },
      before: { name: known.name, host: known.host, enabled: known.isEnabled },
      after: { name, host, enabled: isEnabled },
      metadata: { address_replaced: url !== null },
    };
    return { value: { id }, event };
  },
);

/** The old secret signs beside the new one for a while, so that no message is refused. */
export const rotateWebhookSecret = mutation(
  "webhooks:write",
  byId,
  async (tx, ctx, { id }) => {
    const { name } = await requireWebhook(tx, ctx, id);
    const secret = drawSigningSecret();
    const until = sql`clock_timestamp() + make_interval(hours => ${webhookLimits.rotationHours})`;
    await tx
      .update(webhooks)
      .set({
        sealedPreviousSecret: sql`sealed_secret`,
        previousUntil: until,
        sealedSecret: sealSecret(secret, id),
        updatedAt: sql`clock_timestamp()`,
      })
      .where(isThis(ctx, id));
    const event: EventInput = {
      action: "webhook.secret_rotated",
      target: { type: "webhook", id, name },
    };
    return { value: { id, secret }, event };
  },
);

export const testWebhook = mutation("webhooks:write", byId, async (tx, ctx, { id }) => {
  const { name } = await requireWebhook(tx, ctx, id);
  const timestamp = new Date().toISOString();
  const payload = { type: "webhook.test", timestamp, data: { webhook: { id, name } } };
  await queueDelivery(tx, ctx.scope.organizationId, {
    webhookId: id,
    ruleId: null,
    ruleName: null,
    alertId: null,
    payload: JSON.stringify(payload),
  });
  const event: EventInput = {
    action: "webhook.tested",
    target: { type: "webhook", id, name },
  };
  return { value: { id }, event };
});

/** Sent once more under the same id, whether it had arrived or not. */
export const replayDelivery = mutation(
  "webhooks:write",
  z.strictObject({ id: webhookIdSchema, deliveryId: z.string().max(64) }),
  async (tx, ctx, { id, deliveryId }) => {
    const { name } = await requireWebhook(tx, ctx, id);
    const replayed = await tx
      .update(deliveries)
      .set({
        state: "waiting",
        attemptCount: 0,
        dueAt: sql`clock_timestamp()`,
        finishedAt: null,
      })
      .where(
        and(
          eq(deliveries.organizationId, ctx.scope.organizationId),
          eq(deliveries.webhookId, id),
          eq(deliveries.id, deliveryId),
        ),
      )
      .returning({ id: deliveries.id });
    if (replayed.length === 0) throw new AppError("resource.not_found");
    const event: EventInput = {
      action: "webhook.replayed",
      target: { type: "webhook", id, name },
      metadata: { delivery: deliveryId },
    };
    return { value: { id }, event };
  },
);

export type NewDelivery = {
  webhookId: string;
  ruleId: string | null;
  ruleName: string | null;
  alertId: string | null;
  payload: string;
};

/** In the transaction of what it tells of; its id is the message's on every try. */
export async function queueDelivery(
  tx: Tx,
  organizationId: string,
  delivery: NewDelivery,
): Promise<void> {
  const id = `msg_${formatHex(drawRandomBytes(12))}`;
  await tx.insert(deliveries).values({ organizationId, id, ...delivery });
}

function isThis({ scope }: Ctx, id: string) {
  return and(eq(webhooks.organizationId, scope.organizationId), eq(webhooks.id, id));
}

async function requireWebhook(tx: Tx, ctx: Ctx, id: string): Promise<Webhook> {
  const webhook = await findWebhookWithin(tx, ctx.scope.organizationId, id);
  if (webhook) return webhook;
  const unknown = { type: "webhook", id };
  throw new AppError("resource.not_found", { detail: `No webhook "${id}".`, unknown });
}

async function refuseTooMany(tx: Tx, organizationId: string): Promise<void> {
  const count = await tx.$count(webhooks, eq(webhooks.organizationId, organizationId));
  if (count < webhookLimits.webhooksMax) return;
  const detail = `There are ${webhookLimits.webhooksMax} webhooks, which is the most there can be.`;
  throw new AppError("webhook.too_many", { detail });
}

import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deliveries, deliveryAttempts, webhooks } from "@/db/schema";
import { mintRuleCtx } from "@/lib/access/mint";
import type { EventInput } from "@/lib/entries/model";
import { appendWithin } from "@/lib/runtime/append";
import { openSecret } from "@/lib/runtime/secret-box";
import { inScope } from "@/lib/runtime/transaction";
import {
  describeOutcome,
  type Outcome,
  pauseAfter,
  type WebhookFormat,
} from "@/lib/webhooks/model";
import type { DueDelivery } from "@/lib/webhooks/queries";

/** Longer than any try can take; then another worker may have the message. */
const leaseSeconds = 60;

export type TakenDelivery = DueDelivery & {
  attemptCount: number;
  webhookName: string;
  format: WebhookFormat;
  host: string;
  ruleId: string | null;
  ruleName: string | null;
  alertId: string | null;
  payload: string;
  url: string;
  secrets: string[];
};

/** Takes a message for one try; null where another worker did, or the webhook is off. */
export async function takeDelivery(due: DueDelivery): Promise<TakenDelivery | null> {
  return inScope({ ...due, clientId: null }, async (tx) => {
    const [webhook] = await tx
      .select({
        name: webhooks.name,
        format: webhooks.format,
        host: webhooks.host,
        isEnabled: webhooks.isEnabled,
        sealedUrl: webhooks.sealedUrl,
        sealedSecret: webhooks.sealedSecret,
        sealedPrevious: sql<Buffer | null>`case when previous_until > clock_timestamp()
          then sealed_previous_secret end`.mapWith(webhooks.sealedSecret),
      })
      .from(webhooks)
      .where(
        and(
          eq(webhooks.organizationId, due.organizationId),
          eq(webhooks.id, due.webhookId),
        ),
      );
    if (!webhook) return null;
    if (!webhook.isEnabled) {
      await finish(tx, due, { state: "failed", lastError: "the webhook is off" });
      return null;
    }
    const [row] = await tx
      .update(deliveries)
      .set({
        attemptCount: sql`${deliveries.attemptCount} + 1`,
        dueAt: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`,
      })
      .where(and(isThis(due), sql`state = 'waiting' and due_at <= clock_timestamp()`))
      .returning();
    if (!row) return null;
    const secrets = [webhook.sealedSecret, webhook.sealedPrevious].flatMap((sealed) =>
      sealed ? [openSecret(sealed, due.webhookId)] : [],
    );
    const { attemptCount, ruleId, ruleName, alertId, payload } = row;
    return {
      ...due,
      attemptCount,
      webhookName: webhook.name,
      format: webhook.format as WebhookFormat,
      host: webhook.host,
      ruleId,
      ruleName,
      alertId,
      payload,
      url: openSecret(webhook.sealedUrl, `${due.webhookId}/url`),
      secrets,
    };
  });
}

/** Keeps what became of a try; the last one, good or bad, is an entry. */
export async function recordAttempt(
  taken: TakenDelivery,
  outcome: Outcome,
  durationMs: number,
): Promise<void> {
  const ctx = mintRuleCtx(taken.organizationId);
  const status = outcome.kind === "unreached" ? null : outcome.status;
  const error = describeOutcome(outcome)?.slice(0, 500) ?? null;
  await inScope(ctx.scope, async (tx) => {
    await tx.insert(deliveryAttempts).values({
      organizationId: taken.organizationId,
      deliveryId: taken.id,
      id: randomUUID(),
      status,
      error,
      durationMs: Math.round(durationMs),
    });
    const result = { lastStatus: status, lastError: error };
    const pause =
      outcome.kind === "delivered" || outcome.kind === "gone"
        ? null
        : pauseAfter(taken.attemptCount, outcome, Math.random);
    if (pause !== null) {
      const dueAt = sql`clock_timestamp() + make_interval(secs => ${pause})`;
      await tx
        .update(deliveries)
        .set({ ...result, dueAt })
        .where(isThis(taken));
      return;
    }
    const state = outcome.kind === "delivered" ? "delivered" : "failed";
    await finish(tx, taken, { ...result, state });
    if (outcome.kind === "gone") await stopWebhook(tx, taken, error ?? "");
    const told = describeResult(taken, { outcome, error, status });
    await appendWithin(tx, ctx, [{ event: told, clientId: null }]);
  });
}

type Result = { outcome: Outcome; error: string | null; status: number | null };

/** Found among the rule's own entries: the rule is who did it. */
function describeResult(taken: TakenDelivery, { outcome, error, status }: Result) {
  const isDelivered = outcome.kind === "delivered";
  const { ruleId, ruleName, webhookId, webhookName, host, attemptCount } = taken;
  const event: EventInput = {
    action: isDelivered ? "webhook.delivered" : "webhook.failed",
    target: { type: "webhook", id: webhookId, name: webhookName },
    outcome: isDelivered ? "success" : "failed",
    reason: error ?? undefined,
    metadata: {
      delivery: taken.id,
      alert: taken.alertId,
      rule: ruleId,
      host,
      attempts: attemptCount,
      status,
      webhook_stopped: outcome.kind === "gone",
    },
  };
  if (ruleId === null) return event;
  return { ...event, actor: { type: "rule" as const, id: ruleId, name: ruleName } };
}

async function finish(
  tx: Tx,
  due: DueDelivery,
  change: {
    state: "delivered" | "failed";
    lastStatus?: number | null;
    lastError?: string | null;
  },
): Promise<void> {
  await tx
    .update(deliveries)
    .set({ ...change, finishedAt: sql`clock_timestamp()` })
    .where(isThis(due));
}

async function stopWebhook(
  tx: Tx,
  { organizationId, webhookId }: DueDelivery,
  why: string,
) {
  await tx
    .update(webhooks)
    .set({ isEnabled: false, stoppedReason: why })
    .where(and(eq(webhooks.organizationId, organizationId), eq(webhooks.id, webhookId)));
}

function isThis({ organizationId, id }: DueDelivery) {
  return and(eq(deliveries.organizationId, organizationId), eq(deliveries.id, id));
}

const keepDays = 30;

/** What is settled is kept for a month; its entry stays. */
export async function removeOldDeliveries(organizationId: string): Promise<void> {
  await inScope({ organizationId, clientId: null }, (tx) =>
    tx.execute(sql`
      delete from custody.deliveries where organization_id = ${organizationId}::uuid
        and state <> 'waiting'
        and finished_at < clock_timestamp() - make_interval(days => ${keepDays})`),
  );
}

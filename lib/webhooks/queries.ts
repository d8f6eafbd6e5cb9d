import { and, desc, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { deliveries, deliveryAttempts, webhooks } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import type { Attempt, Delivery, DeliveryState, Webhook, WebhookFormat } from "./model";

const shownMax = 100;

const columns = {
  id: webhooks.id,
  name: webhooks.name,
  format: sql<WebhookFormat>`${webhooks.format}`,
  host: webhooks.host,
  isEnabled: webhooks.isEnabled,
  stoppedReason: webhooks.stoppedReason,
  previousUntil: sql<Date | null>`case when previous_until > clock_timestamp()
    then previous_until end`.mapWith(webhooks.previousUntil),
  createdAt: webhooks.createdAt,
};

export function findWebhooks(tx: Tx, organizationId: string): Promise<Webhook[]> {
  return tx
    .select(columns)
    .from(webhooks)
    .where(eq(webhooks.organizationId, organizationId))
    .orderBy(webhooks.createdAt, webhooks.id);
}

export function listWebhooks({ organizationId, clientId }: Scope): Promise<Webhook[]> {
  return readInScope({ organizationId, clientId }, (tx) =>
    findWebhooks(tx, organizationId),
  );
}

export async function findWebhookWithin(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Webhook | null> {
  const [row] = await tx
    .select(columns)
    .from(webhooks)
    .where(and(eq(webhooks.organizationId, organizationId), eq(webhooks.id, id)));
  return row ?? null;
}

export type LoggedDelivery = Delivery & { attempts: Attempt[] };

/** The newest messages to a webhook, each with its tries. */
export function listDeliveries(
  { organizationId, clientId }: Scope,
  webhookId: string,
): Promise<LoggedDelivery[]> {
  return readInScope({ organizationId, clientId }, async (tx) => {
    const rows = await tx
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.organizationId, organizationId),
          eq(deliveries.webhookId, webhookId),
        ),
      )
      .orderBy(desc(deliveries.createdAt), deliveries.id)
      .limit(shownMax);
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const attempts = await tx
      .select()
      .from(deliveryAttempts)
      .where(
        and(
          eq(deliveryAttempts.organizationId, organizationId),
          sql`delivery_id in (select json_array_elements_text(${ids}::text::json))`,
        ),
      )
      .orderBy(deliveryAttempts.at);
    return rows.map((row) => ({
      ...row,
      state: row.state as DeliveryState,
      attempts: attempts.filter(({ deliveryId }) => deliveryId === row.id),
    }));
  });
}

export type DueDelivery = { organizationId: string; id: string; webhookId: string };

/** Of every organization: only the worker's login sees them. */
export async function listDueDeliveries(): Promise<DueDelivery[]> {
  const { organizationId, id, webhookId, dueAt } = deliveries;
  const rows = await getDatabase()
    .select({ organizationId, id, webhookId })
    .from(deliveries)
    .where(sql`state = 'waiting' and due_at <= clock_timestamp()`)
    .orderBy(dueAt)
    .limit(500);
  return [...rows];
}

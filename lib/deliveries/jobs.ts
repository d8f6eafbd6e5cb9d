import { log } from "@/lib/kit/log";
import { listOrganizationIds } from "@/lib/organizations/queries";
import type { OutboundRules } from "@/lib/outbound/send";
import { sendMessage } from "@/lib/webhooks/channels/send";
import { type DueDelivery, listDueDeliveries } from "@/lib/webhooks/queries";
import { recordAttempt, removeOldDeliveries, takeDelivery } from "./mutations";

const lanesMax = 16;

/**
 * Each webhook has a lane of its own, so a receiver that is slow or down keeps only its own
 * messages waiting, and never the log: what it gets was committed before.
 */
export class DeliveryLanes {
  private readonly lanes = new Map<string, Promise<void>>();

  constructor(private readonly rules: OutboundRules) {}

  /** Starts what is due; does not wait for it. */
  async turn(): Promise<void> {
    const byWebhook = groupByWebhook(await listDueDeliveries());
    for (const [name, due] of byWebhook) {
      if (this.lanes.has(name) || this.lanes.size >= lanesMax) continue;
      const lane = this.send(due).finally(() => this.lanes.delete(name));
      this.lanes.set(name, lane);
    }
  }

  /** Resolves when every try that was begun is recorded. */
  async settle(): Promise<void> {
    await Promise.all(this.lanes.values());
  }

  private async send(list: DueDelivery[]): Promise<void> {
    for (const due of list) {
      try {
        if (!(await this.try(due))) return;
      } catch (err) {
        log.error({ err, delivery: due.id }, "a webhook could not be sent");
        return;
      }
    }
  }

  /** False when the receiver cannot be reached: the others of its lane need not try. */
  private async try(due: DueDelivery): Promise<boolean> {
    const taken = await takeDelivery(due);
    if (taken === null) return true;
    const { url, format, secrets, id, payload } = taken;
    const started = performance.now();
    const outcome = await sendMessage({ url, format, secrets, id, payload }, this.rules);
    await recordAttempt(taken, outcome, performance.now() - started);
    return outcome.kind !== "unreached" && outcome.kind !== "gone";
  }
}

function groupByWebhook(list: DueDelivery[]): Map<string, DueDelivery[]> {
  const groups = new Map<string, DueDelivery[]>();
  for (const due of list) {
    const name = JSON.stringify([due.organizationId, due.webhookId]);
    groups.set(name, [...(groups.get(name) ?? []), due]);
  }
  return groups;
}

export async function removeDeliveriesJob(): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    await removeOldDeliveries(organizationId);
  }
}

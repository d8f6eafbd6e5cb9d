import { log } from "@/lib/kit/log";
import { listOrganizationIds } from "@/lib/organizations/queries";
import type { OutboundRules } from "@/lib/outbound/send";
import { Lanes } from "@/lib/runtime/lanes";
import { sendMessage } from "@/lib/webhooks/channels/send";
import { type DueDelivery, listDueDeliveries } from "@/lib/webhooks/queries";
import { recordAttempt, removeOldDeliveries, takeDelivery } from "./mutations";

const lanesMax = 16;

/**
 * Each webhook has a lane of its own, so a receiver that is slow or down keeps only its own
 * messages waiting, and never the log: what it gets was committed before.
 */
export class DeliveryLanes extends Lanes<DueDelivery> {
  constructor(rules: OutboundRules) {
    super({
      lanesMax,
      list: listDueDeliveries,
      laneOf: ({ organizationId, webhookId }) => `${organizationId} ${webhookId}`,
      run: (due) => runDelivery(due, rules),
      onError: (err, { id: delivery }) =>
        log.error({ err, delivery }, "a webhook could not be sent"),
    });
  }
}

/** False when the receiver cannot be reached: the others of its lane need not try. */
async function runDelivery(due: DueDelivery, rules: OutboundRules): Promise<boolean> {
  const taken = await takeDelivery(due);
  if (taken === null) return true;
  const { url, format, secrets, id, payload } = taken;
  const started = performance.now();
  const outcome = await sendMessage({ url, format, secrets, id, payload }, rules);
  await recordAttempt(taken, outcome, performance.now() - started);
  return outcome.kind !== "unreached" && outcome.kind !== "gone";
}

export async function removeDeliveriesJob(): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    await removeOldDeliveries(organizationId);
  }
}

import { log } from "@/lib/kit/log";
import type { OutboundRules } from "@/lib/outbound/send";
import { Lanes } from "@/lib/runtime/lanes";
import { sendWriteBack } from "@/lib/write-backs/channels/send";
import { recordOutcome, takeWriteBack } from "./mutations";
import { type DueWriteBack, listDueWriteBacks } from "./queries";

const lanesMax = 8;

/** Each ticket system has a lane of its own: one that hangs keeps no other waiting. */
export class WriteBackLanes extends Lanes<DueWriteBack> {
  constructor(rules: OutboundRules) {
    super({
      lanesMax,
      list: listDueWriteBacks,
      laneOf: ({ organizationId, integrationId }) => `${organizationId} ${integrationId}`,
      run: (due) => runWriteBack(due, rules),
      onError: (err, { id: writeBack }) =>
        log.error({ err, writeBack }, "a write-back could not be sent"),
    });
  }
}

/** False when the system does not answer: the others of its lane need not try. */
async function runWriteBack(due: DueWriteBack, rules: OutboundRules): Promise<boolean> {
  const taken = await takeWriteBack(due);
  if (taken === null) return true;
  const { kind, work, integration } = taken;
  const { product, settings } = integration;
  const { verdict, exchange } = await sendWriteBack(
    { product, settings, kind, work },
    rules,
  );
  await recordOutcome(taken, verdict, exchange);
  return exchange.response !== null;
}

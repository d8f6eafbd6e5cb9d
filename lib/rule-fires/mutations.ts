import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { alerts } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { severityWords, summarize } from "@/lib/alerts/model";
import type { Entry } from "@/lib/entries/model";
import { readEntries } from "@/lib/entries/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { formatPublicLink } from "@/lib/mail/mutations";
import { notify } from "@/lib/notifications/mutations";
import { formatHex } from "@/lib/proof/bytes";
import type { JsonObject } from "@/lib/proof/json-value";
import type { Told } from "@/lib/rule-runs/run";
import { appendWithin } from "@/lib/runtime/append";
import { queueDelivery } from "@/lib/webhooks/mutations";
import { queueTickets } from "@/lib/write-backs/mutations";
import {
  describeFacts,
  describeFire,
  describeHeldBack,
  describePayload,
  type Fired,
} from "./payload";
import { findClientIdsOf, findTellable, listTold } from "./queries";

/** Each fire that is the first of its cause: an alert, an entry, and what is to be sent. */
export async function tellFires(
  tx: Tx,
  ctx: Ctx,
  told: Told[],
  entries: Entry[],
): Promise<number> {
  if (told.length === 0) return 0;
  const triggers = await findTriggers(tx, ctx, told, entries);
  const fresh = told.filter(({ isFirstHeld }) => !isFirstHeld);
  const fired = await insertAlerts(tx, ctx, fresh, triggers);
  const link = formatPublicLink;
  const payloads = fired.map((one) => describePayload(one, link));
  const events = fired.map((one, at) => ({
    event: describeFire(one, payloads[at] ?? {}),
    clientId: null,
  }));
  const held = told
    .filter(({ isFirstHeld }) => isFirstHeld)
    .map((one) => ({ event: describeHeldBack(one), clientId: null }));
  const appended = await appendWithin(tx, ctx, [...events, ...held]);
  for (const [at, one] of fired.entries()) {
    const { id: entryId, idx: entryIdx } = appended[at] ?? { id: "", idx: 0 };
    await tx
      .update(alerts)
      .set({ entryId, entryIdx })
      .where(
        and(
          eq(alerts.organizationId, ctx.scope.organizationId),
          eq(alerts.id, one.alertId),
        ),
      );
    if (!one.isMuted) await queueTelling(tx, ctx, one, payloads[at] ?? {});
  }
  return fired.length;
}

async function findTriggers(
  tx: Tx,
  { scope }: Ctx,
  told: Told[],
  entries: Entry[],
): Promise<Map<number, Entry>> {
  const known = new Map(entries.map((entry) => [entry.idx, entry]));
  const places = told.map(({ fire }) => fire.hits.at(-1)?.[0] ?? -1);
  const missing = [...new Set(places.filter((idx) => idx >= 0 && !known.has(idx)))];
  for (const entry of await readEntries(tx, scope, missing)) known.set(entry.idx, entry);
  return known;
}

async function insertAlerts(
  tx: Tx,
  { scope: { organizationId } }: Ctx,
  told: Told[],
  triggers: Map<number, Entry>,
): Promise<Fired[]> {
  const triggerOf = ({ fire, running: { rule } }: Told) => {
    const idx = fire.hits.at(-1)?.[0] ?? -1;
    return idx < rule.fromIdx ? null : (triggers.get(idx) ?? null);
  };
  const slugs = told.flatMap((one) => triggerOf(one)?.client ?? []);
  const clientIds = await findClientIdsOf(tx, slugs);
  const fired: Fired[] = [];
  for (const one of told) {
    const { rule, compiled } = one.running;
    const trigger = triggerOf(one);
    const facts = describeFacts(one, trigger);
    const alertId = `alr_${formatHex(drawRandomBytes(12))}`;
    const rows = await tx
      .insert(alerts)
      .values({
        organizationId,
        id: alertId,
        ruleId: rule.id,
        version: rule.version,
        idx: one.fire.hits.at(-1)?.[0] ?? 0,
        groupKey: one.key,
        severity: compiled.definition.severity,
        clientId: trigger?.client ? (clientIds.get(trigger.client) ?? null) : null,
        actorId: trigger?.actor.id ?? null,
        facts: JSON.stringify(facts),
        wasMuted: rule.isMuted,
      })
      .onConflictDoNothing()
      .returning({ id: alerts.id });
    if (rows.length > 0) fired.push({ alertId, told: one, facts, isMuted: rule.isMuted });
  }
  return fired;
}

/** In the fire's own transaction: sent afterwards, by whoever sends. */
async function queueTelling(
  tx: Tx,
  { scope: { organizationId } }: Ctx,
  fired: Fired,
  payload: JsonObject,
): Promise<void> {
  const { rule, compiled } = fired.told.running;
  const { definition } = compiled;
  for (const { id: webhookId } of await findTellable(
    tx,
    organizationId,
    definition.tell,
  )) {
    await queueDelivery(tx, organizationId, {
      webhookId,
      ruleId: rule.id,
      ruleName: definition.name,
      alertId: fired.alertId,
      payload: JSON.stringify(payload),
    });
  }
  const { facts, alertId } = fired;
  const { trigger } = facts;
  const { name: ruleName, severity, tell } = definition;
  await queueTickets(tx, organizationId, {
    alert: { id: alertId, ruleId: rule.id, ruleName, severity, facts },
    integrationIds: tell.integrations ?? [],
  });
  const href = `/alerts/${alertId}`;
  const told = await listTold(tx, organizationId, tell);
  await notify(tx, organizationId, told, {
    kind: "alert",
    sentence: `${definition.name}: ${summarize(facts)}`,
    href,
    mail: {
      subject: `A rule fired: ${severityWords[definition.severity].toLowerCase()} severity`,
      paragraphs: [
        `${definition.name}: ${summarize(facts)}`,
        ...(trigger ? [`#${trigger.idx} ${trigger.sentence}`] : []),
      ],
      linkLabel: "Open the alert",
    },
  });
}

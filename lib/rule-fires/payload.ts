import {
  type AlertFacts,
  frozenQuery,
  hitsKeptMax,
  summarize,
  type Trigger,
} from "@/lib/alerts/model";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import { labelTarget } from "@/lib/catalogue/target-label";
import type { Entry, EventInput } from "@/lib/entries/model";
import { formatInstant } from "@/lib/kit/time";
import type { JsonObject } from "@/lib/proof/json-value";
import type { Told } from "@/lib/rule-runs/run";
import { describeGroup, type Grouping } from "@/lib/rules/grouping";

/** What an alert keeps of its fire. */
export function describeFacts(
  { running, fire }: Told,
  trigger: Entry | null,
): AlertFacts {
  const { definition } = running.compiled;
  const { kind, per, of, windowMinutes } = definition;
  return {
    kind,
    per,
    of,
    group: fire.group,
    groupName: nameGroup(kind === "first_seen" ? of : per, fire.group, trigger),
    hits: fire.hits.slice(-hitsKeptMax),
    hitCount: fire.hits.length,
    heldCount: fire.heldCount,
    windowMinutes,
    trigger: trigger && describeTrigger(trigger),
    query: frozenQuery(definition, fire),
  };
}

/** By the name that the trigger gives it; a list of ids tells nobody anything. */
function nameGroup(grouping: Grouping, group: string, trigger: Entry | null): string {
  if (grouping === "actor" && trigger) return labelActor(trigger.actor);
  if (grouping === "target" && trigger?.target) return labelTarget(trigger.target);
  return describeGroup(grouping, group);
}

function describeTrigger(entry: Entry): Trigger {
  const { id, idx, recorded_at: recordedAt, action, client } = entry;
  return { id, idx, recordedAt, action, client, sentence: describeEntry(entry) };
}

export type Fired = { alertId: string; told: Told; facts: AlertFacts; isMuted: boolean };

/**
 * What is sent out of a fire, to whom ever it is sent: who, what, which entries, and where
 * to look. Nothing of an entry's changes, request or response leaves this way.
 */
export function describePayload(
  { alertId, told: { running, fire }, facts }: Fired,
  publicLink: (path: string) => string,
): JsonObject {
  const { definition } = running.compiled;
  const { trigger } = facts;
  return {
    type: "rule.fired",
    timestamp: formatInstant(BigInt(fire.atMicros)),
    data: {
      alert_id: alertId,
      rule: {
        id: running.rule.id,
        name: definition.name,
        version: running.rule.version,
        kind: definition.kind,
        severity: definition.severity,
      },
      summary: summarize(facts),
      group: facts.group === "" ? null : facts.group,
      entry_count: facts.hitCount,
      held_count: facts.heldCount,
      trigger: trigger && {
        id: trigger.id,
        idx: trigger.idx,
        recorded_at: trigger.recordedAt,
        action: trigger.action,
        client: trigger.client,
        sentence: trigger.sentence,
      },
      alert_url: publicLink(`/alerts/${alertId}`),
      entries_url: publicLink(`/admin/audit-logs?${facts.query}`),
    },
  };
}

/** The entry of a fire: the rule did it, at what, and what it does about it. */
export function describeFire(fired: Fired, payload: JsonObject): EventInput {
  const { alertId, told, facts, isMuted } = fired;
  const { running, fire } = told;
  const { definition } = running.compiled;
  const { tell } = definition;
  const target = { type: "rule", id: running.rule.id, name: definition.name };
  return {
    action: "rule.fired",
    actor: { type: "rule", id: running.rule.id, name: definition.name },
    target,
    metadata: {
      alert: alertId,
      rule_version: running.rule.version,
      severity: definition.severity,
      trigger: facts.trigger && { id: facts.trigger.id, idx: facts.trigger.idx },
      entries: fire.hits.slice(-hitsKeptMax).map(([idx]) => idx),
      entry_count: facts.hitCount,
      held_count: facts.heldCount,
      muted: isMuted,
      tells: isMuted ? null : { ...tell },
      payload,
    },
  };
}

/** From here on a rule that fires too often is only counted, until the hour is over. */
export function describeHeldBack({ running }: Told): EventInput {
  const { definition } = running.compiled;
  const { id, version } = running.rule;
  return {
    action: "rule.held_back",
    actor: { type: "rule", id, name: definition.name },
    target: { type: "rule", id, name: definition.name },
    reason: "it fired oftener within an hour than a rule may; the rest are counted",
    metadata: { rule_version: version },
  };
}

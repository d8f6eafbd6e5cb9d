import type { Entry, Target } from "@/lib/entries/model";
import type { ActionRow } from "./action-row";
import { findAction } from "./actions";
import { labelActor } from "./actor-label";
import { describeAction } from "./describe";
import { formatAnyEntity, formatEntityCount } from "./entities";
import { labelTarget, labelTargets } from "./target-label";
import { baseForms } from "./tenses";
import { capitalize } from "./words";

export type Describable = Pick<
  Entry,
  "action" | "outcome" | "reason" | "actor" | "target" | "targets" | "changes" | "client"
>;

/**
 * One plain sentence: who did what to which record, for which client. `clientName` stands
 * in for the entry's own `client`; null leaves it out, as on the client's own pages.
 */
export function describeEntry(
  entry: Describable,
  clientName: string | null = entry.client,
): string {
  const row = findAction(entry.action);
  const client = entry.target?.type === "client" ? null : clientName;
  const owner = client === null ? "" : ` for ${client}`;
  if (row === null) return withOutcome(`${quoteAction(entry)}${owner}`, entry);
  if (row.sentence.startsWith("{target}")) return describeHappening(row, entry, owner);
  return withOutcome(`${fillSentence(row, entry)}${owner}`, entry);
}

/** A sentence that starts with its record has no actor before it: "Project x failed". */
function describeHappening(row: ActionRow, entry: Describable, owner: string): string {
  const label = capitalize(labelRecords(entry, row.entity ?? "record"));
  const what = row.sentence.replace("{target}", () => `${label}${owner}`);
  const { actor, target } = entry;
  const isItself = actor.id !== null && actor.id === target?.id;
  const isMachine = actor.type === "system" || actor.type === "rule";
  return withReason(
    isItself || isMachine ? what : `${what} (${labelActor(actor)})`,
    entry,
  );
}

/** What was not achieved is told as tried, unless the action itself says so. */
function withOutcome(predicate: string, entry: Describable): string {
  const actor = labelActor(entry.actor);
  const [verb = "", ...rest] = predicate.split(" ");
  const base = Object.hasOwn(baseForms, verb) ? baseForms[verb] : undefined;
  if (entry.outcome === "success" || base === undefined) {
    return withReason(`${actor} ${predicate}`, entry);
  }
  const tried = `${actor} tried to ${[base, ...rest].join(" ")}`;
  const ending = entry.outcome === "denied" ? "and was refused" : "and failed";
  return withReason(`${tried} ${ending}`, entry);
}

function withReason(sentence: string, entry: Describable): string {
  const reason = entry.outcome === "success" ? null : entry.reason;
  return reason ? `${sentence}: ${reason}` : sentence;
}

/** Nobody knows what this did, so the sentence claims no more than its name. */
function quoteAction(entry: Describable): string {
  const { words } = describeAction(entry.action);
  const isAboutRecord = entry.target !== null || entry.targets.length > 0;
  const what = `did “${words}”`;
  return isAboutRecord ? `${what} on ${labelRecords(entry, "record")}` : what;
}

function fillSentence(row: ActionRow, entry: Describable): string {
  const label = labelRecords(entry, row.entity ?? "record");
  const isPlainChange = row.sentence === "changed {target}" && entry.changes.length > 0;
  if (isPlainChange) {
    return `changed ${formatEntityCount("field", entry.changes.length)} of ${label}`;
  }
  const several = labelTargets(listTargets(entry));
  return row.sentence
    .replace("{name}", () => entry.target?.name ?? label)
    .replace("{targets}", () => several)
    .replace("{target}", () => label);
}

function labelRecords(entry: Describable, entity: string): string {
  const [main, ...others] = listTargets(entry);
  if (main === undefined) return formatAnyEntity(entity);
  if (others.length === 0) return labelTarget(main);
  if (entry.target === null) return labelTargets([main, ...others]);
  const isSameType = others.every(({ type }) => type === main.type);
  return isSameType
    ? `${labelTarget(main)} and ${others.length.toLocaleString("en-US")} more`
    : `${labelTarget(main)} (${labelTargets(others)})`;
}

function listTargets({ target, targets }: Describable): Target[] {
  if (target === null) return targets;
  const others = targets.filter(
    ({ type, id, name }) =>
      type !== target.type || id !== target.id || name !== target.name,
  );
  return [target, ...others];
}

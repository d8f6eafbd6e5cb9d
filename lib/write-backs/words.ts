import { type AlertFacts, severityWords, summarize } from "@/lib/alerts/model";
import type { Work, WriteBackKind } from "@/lib/integrations/product";
import type { RuleSeverity } from "@/lib/rules/model";

/** What a write-back needs to know of an alert. */
export type AlertOfWork = {
  id: string;
  ruleName: string;
  severity: RuleSeverity;
  facts: AlertFacts;
};

export type Asked = {
  kind: WriteBackKind;
  /** Who asked, by name. */
  by: string;
  at: Date;
  status?: string;
  minutes?: number;
  note?: string;
};

const titleLengthMax = 200;
const grouped = new Intl.NumberFormat("en-GB");

/** What is said of an alert in a ticket; whose number it is comes later. */
export function describeWork(
  { id: alertId, ruleName, severity, facts }: AlertOfWork,
  { kind, by, at, status = "", minutes = 0, note = "" }: Asked,
  publicLink: (path: string) => string,
): Omit<Work, "id" | "ticketId"> {
  const { trigger } = facts;
  const alertUrl = publicLink(`/alerts/${alertId}`);
  const summary = summarize(facts);
  const description = [
    summary,
    ...(trigger ? [`#${grouped.format(trigger.idx)} ${trigger.sentence}`] : []),
    `Severity: ${severityWords[severity].toLowerCase()}. Rule: ${ruleName}.`,
    `In Custody: ${alertUrl}`,
  ];
  const acknowledged = [
    `${by} acknowledged the alert “${ruleName}” in Custody.`,
    ...(note === "" ? [] : [note]),
    alertUrl,
  ];
  return {
    kind,
    title: `${ruleName}: ${trigger?.sentence ?? summary}`.slice(0, titleLengthMax),
    description: description.join("\n"),
    severity,
    client: trigger?.client ?? null,
    alertId,
    alertUrl,
    status,
    minutes,
    note: kind === "acknowledge" ? acknowledged.join("\n") : note,
    by,
    at: at.toISOString(),
  };
}

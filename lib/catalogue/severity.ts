import type { Verb } from "./verbs";

export const severities = ["info", "notice", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** What an action weighs when its row in the catalogue does not say more. */
export function severityOf(verb: Verb): Severity {
  return verb === "delete" || verb === "export" || verb === "permission"
    ? "notice"
    : "info";
}

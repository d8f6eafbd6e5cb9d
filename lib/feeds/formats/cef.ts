import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";

const severities = { success: 3, failed: 6, denied: 8 } as const;

/**
 * An entry as a line of ArcSight's Common Event Format.
 * Source: Micro Focus ArcSight, Common Event Format, revision 25 (header and extension escapes).
 */
export function formatCef(entry: Entry): string {
  const header = ["Custody", "Custody", "1", entry.action, describeEntry(entry)];
  const severity = severities[entry.outcome];
  const facts: [string, string | number | null][] = [
    ["rt", Date.parse(entry.recorded_at)],
    ["externalId", entry.id],
    ["cn1Label", "idx"],
    ["cn1", entry.idx],
    ["act", entry.verb],
    ["cat", entry.category],
    ["outcome", entry.outcome],
    ["reason", entry.reason],
    ["suid", entry.actor.id],
    ["suser", entry.actor.email ?? entry.actor.name],
    ["src", entry.context.ip],
    ["requestClientApplication", entry.context.user_agent],
    ["cs1Label", "client"],
    ["cs1", entry.client],
    ["cs2Label", "target"],
    ["cs2", entry.target && `${entry.target.type} ${entry.target.id ?? ""}`.trim()],
    ["cs3Label", "hash"],
    ["cs3", entry.hash],
  ];
  const extension = facts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${escapeValue(String(value))}`);
  const told = header.map(escapeHeader).join("|");
  return `CEF:0|${told}|${severity}|${extension.join(" ")}`;
}

/** A line must stay one: what ends lines is told by its name. */
function escapeHeader(text: string): string {
  return text.replace(/[\\|]/g, "\\$&").replace(/[\r\n\u0085\u2028\u2029]+/g, " ");
}

function escapeValue(text: string): string {
  return text.replace(/[\\=]/g, "\\$&").replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, "\\n");
}

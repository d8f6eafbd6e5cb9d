import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";
import type { Entry } from "./model";

/**
 * What free text searches in, a value a line: a text as it is, anything else as its
 * canonical JSON, null nowhere. custody.search_text gives the same lines.
 */
export function searchText(entry: Entry): string {
  const { actor, target, context } = entry;
  const values: (JsonValue | undefined)[] = [
    entry.action,
    entry.category,
    entry.outcome,
    actor.type,
    actor.id,
    actor.email,
    actor.name,
    actor.role,
    target?.type,
    target?.id,
    target?.name,
    context.ip,
    context.user_agent,
    entry.reason,
    target?.url,
    ...entry.changes.flatMap(({ path, before, after }) => [path, before, after]),
    entry.request,
    entry.response,
    Object.keys(entry.metadata).length > 0 ? entry.metadata : null,
    entry.vendor_record,
    entry.targets.length > 0 ? entry.targets : null,
  ];
  return values.flatMap(lineOf).join("\n");
}

function lineOf(value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  return [typeof value === "string" ? value : formatCanonical(value)];
}

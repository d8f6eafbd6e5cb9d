import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";
import type { Entry } from "./model";

type Value = JsonValue | undefined;

/**
 * What free text searches in, a value a line: a text as it is, anything else as its
 * canonical JSON, null nowhere. custody.search_text gives the same lines.
 */
export function searchText(entry: Entry): string {
  return joinLines([...listSharedValues(entry), ...listOwnValues(entry)]);
}

/** Those that many entries have in common. */
function listSharedValues({ action, category, outcome, actor, target, context }: Entry) {
  const { type, id, email, name, role } = actor;
  return [
    ...[action, category, outcome, type, id, email, name, role],
    ...[target?.type, context.ip, context.user_agent],
  ];
}

/** The lines that tell one entry from another of its kind. */
export function listOwnLines(entry: Entry): string[] {
  return listOwnValues(entry).flatMap(lineOf);
}

function listOwnValues({ target, changes, ...entry }: Entry): Value[] {
  return [
    target?.id,
    target?.name,
    entry.reason,
    target?.url,
    ...changes.flatMap(({ path, before, after }) => [path, before, after]),
    entry.request,
    entry.response,
    Object.keys(entry.metadata).length > 0 ? entry.metadata : null,
    entry.vendor_record,
    entry.targets.length > 0 ? entry.targets : null,
  ];
}

function joinLines(values: Value[]): string {
  return values.flatMap(lineOf).join("\n");
}

function lineOf(value: Value): string[] {
  if (value === undefined || value === null) return [];
  return [typeof value === "string" ? value : formatCanonical(value)];
}

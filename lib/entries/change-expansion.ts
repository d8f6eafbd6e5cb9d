import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import { diffRecords } from "./diff";
import type { Change } from "./model";

const root = "/v";

/**
 * A sender may tell two whole lists or objects: they are taken apart, as if it had sent the
 * records, so that nested fields are dotted and items are matched by their id.
 */
export function expandChanges(changes: Change[]): Change[] {
  return changes.flatMap((change) => {
    const { path, before, after } = change;
    if (!isCompound(before) || !isCompound(after)) return [change];
    const inner = diffRecords({ v: before }, { v: after });
    if (inner.length === 0) return [change];
    return inner.map((one) => ({ ...one, path: path + one.path.slice(root.length) }));
  });
}

function isCompound(value: JsonValue | undefined): value is JsonValue {
  return Array.isArray(value) || isJsonObject(value);
}

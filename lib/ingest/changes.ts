import type { Change } from "@/lib/entries/model";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";

/** `undefined` says that the side did not exist. */
type Side = JsonValue | undefined;

export function pointerTo(...names: string[]): string {
  return names
    .map((name) => `/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`)
    .join("");
}

/** Objects are followed field by field; lists and plain values are compared whole. */
export function changesBetween(path: string, before: Side, after: Side): Change[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      changesBetween(path + pointerTo(name), own(before, name), own(after, name)),
    );
  }
  if (sameJson(before, after)) return [];
  const change: Change = { path };
  if (before !== undefined) change.before = before;
  if (after !== undefined) change.after = after;
  return [change];
}

const oldNames: [RegExp, string[]][] = [
  [/^(?:old|previous)_(.+)$/, ["$1", "new_$1"]],
  [/^(.+)_(?:old|was)$/, ["$1", "$1_new"]],
  [/^(.+)_old_(.+)$/, ["$1_$2", "$1_new_$2"]],
  [/^old([A-Z].*)$/, ["new$1"]],
];

/**
 * Fields that vendors send in pairs: `old_name` with `name`, `oldValue` with `newValue`.
 */
export function pairedChanges(record: JsonObject): Change[] {
  return Object.keys(record).flatMap((name) => {
    for (const [pattern, partners] of oldNames) {
      if (!pattern.test(name)) continue;
      const partner = partners
        .map((template) => name.replace(pattern, template))
        .find((candidate) => Object.hasOwn(record, candidate));
      if (partner === undefined) continue;
      const path = pointerTo(partner.replace(/^new_?/, ""));
      return changesBetween(path, record[name], record[partner]);
    }
    return [];
  });
}

function own(object: JsonObject, name: string): Side {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function sameJson(left: Side, right: Side): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

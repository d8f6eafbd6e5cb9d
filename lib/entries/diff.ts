import { pairItems } from "@/lib/entries/item-pairs";
import type { Change } from "@/lib/entries/model";
import { formatPointer } from "@/lib/entries/pointer";
import { isSameJson } from "@/lib/entries/same-json";
import { limits } from "@/lib/entries/vocabulary";
import {
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from "@/lib/proof/json-value";

type Segments = readonly (string | number)[];

/** `undefined` says that the side does not exist. */
type Sides = { before?: JsonValue; after?: JsonValue };

/**
 * The changed fields only, nested objects flattened. Arrays of objects with an identity
 * (`pairItems`) are followed item by item: a path names an item by its index in `after`,
 * or in `before` when it was removed. A removed field takes the parents it empties with
 * it. Too many changes are told by their parents, the busiest first.
 */
export function diffRecords(before: JsonObject, after: JsonObject): Change[] {
  return diffObjects([], before, after);
}

function diffSides(segments: Segments, sides: Sides): Change[] {
  const { before, after } = sides;
  if (Array.isArray(before) && Array.isArray(after)) {
    return diffArrays(segments, before, after);
  }
  if (canFlatten(before) && canFlatten(after) && (before ?? after) !== undefined) {
    return diffObjects(segments, before ?? {}, after ?? {});
  }
  return isSameJson(before, after) ? [] : [formatChange(segments, sides)];
}

/** Not {}: a path below it could not tell an emptied object from a removed one. */
function canFlatten(side: JsonValue | undefined): side is JsonObject | undefined {
  return side === undefined || (isJsonObject(side) && Object.keys(side).length > 0);
}

function diffObjects(
  segments: Segments,
  before: JsonObject,
  after: JsonObject,
): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const groups = Array.from(names, (name) => {
    const sides = { before: findOwn(before, name), after: findOwn(after, name) };
    return diffGroup([...segments, name], sides);
  });
  return joinGroups(groups, formatChange(segments, { before, after }));
}

function diffArrays(segments: Segments, before: JsonArray, after: JsonArray): Change[] {
  const whole = formatChange(segments, { before, after });
  const pairs = pairItems(before, after);
  if (!pairs) return isSameJson(before, after) ? [] : [whole];
  const groups = pairs.map(({ index, ...sides }) =>
    diffItem([...segments, index], sides),
  );
  return joinGroups(groups, whole);
}

type Group = { changes: Change[]; whole: Change };

function diffGroup(segments: Segments, sides: Sides): Group {
  return { changes: diffSides(segments, sides), whole: formatChange(segments, sides) };
}

/** An item that came or went is told whole: its index counts on one side only. */
function diffItem(segments: Segments, sides: Sides): Group {
  if (sides.before !== undefined && sides.after !== undefined) {
    return diffGroup(segments, sides);
  }
  const whole = formatChange(segments, sides);
  return { changes: [whole], whole };
}

function joinGroups(groups: Group[], whole: Change): Change[] {
  let count = groups.reduce((sum, group) => sum + group.changes.length, 0);
  if (count > limits.changesMax) {
    const busiest = groups.toSorted((a, b) => b.changes.length - a.changes.length);
    for (const group of busiest) {
      if (count <= limits.changesMax || group.changes.length === 0) break;
      count -= group.changes.length - 1;
      group.changes = [group.whole];
    }
  }
  return count > limits.changesMax ? [whole] : groups.flatMap((group) => group.changes);
}

function formatChange(segments: Segments, { before, after }: Sides): Change {
  const change: Change = { path: formatPointer(segments) };
  if (before !== undefined) change.before = before;
  if (after !== undefined) change.after = after;
  return change;
}

function findOwn(record: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

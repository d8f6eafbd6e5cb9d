import { isJsonObject, type JsonArray, type JsonValue } from "@/lib/proof/json-value";

/** `index` counts in `after`, or in `before` where there is no `after`. */
export type ItemPair = { index: number; before?: JsonValue; after?: JsonValue };

const identityNames = ["id", "key", "uuid", "name"];

/**
 * Pairs the objects of two arrays by the first identity that every one of them carries
 * and none shares with another. Null when there is none, or when the items that stayed
 * changed their order: then only the arrays as a whole say what happened.
 */
export function pairItems(before: JsonArray, after: JsonArray): ItemPair[] | null {
  for (const name of identityNames) {
    const earlier = indexByIdentity(before, name);
    const later = indexByIdentity(after, name);
    if (earlier && later) return pairByIndex({ before, after, earlier, later });
  }
  return null;
}

type Indexed = {
  before: JsonArray;
  after: JsonArray;
  earlier: Map<JsonValue, number>;
  later: Map<JsonValue, number>;
};

function pairByIndex({ before, after, earlier, later }: Indexed): ItemPair[] | null {
  const pairs: ItemPair[] = [];
  for (const [identity, index] of earlier) {
    if (!later.has(identity)) pairs.push({ index, before: before[index] });
  }
  let last = -1;
  for (const [identity, index] of later) {
    const old = earlier.get(identity);
    if (old === undefined) {
      pairs.push({ index, after: after[index] });
      continue;
    }
    if (old < last) return null;
    last = old;
    pairs.push({ index, before: before[old], after: after[index] });
  }
  return pairs;
}

function indexByIdentity(items: JsonArray, name: string): Map<JsonValue, number> | null {
  const indexes = new Map<JsonValue, number>();
  for (const [index, item] of items.entries()) {
    if (!isJsonObject(item) || !Object.hasOwn(item, name)) return null;
    const identity = item[name];
    if (typeof identity !== "string" && typeof identity !== "number") return null;
    if (indexes.has(identity)) return null;
    indexes.set(identity, index);
  }
  return indexes;
}

import type { Entry } from "@/lib/entries/model";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Condition, Leaf, Operator, Transform } from "./condition";

export type Matcher = (entry: Entry) => boolean;

const recordPrefix = "record.";

/** A condition as a function; without one every entry will do. */
export function createMatcher(condition: Condition | null): Matcher {
  if (condition === null) return () => true;
  if ("const" in condition) return () => condition.const;
  if ("all" in condition) {
    const tests = condition.all.map(createMatcher);
    return (entry) => tests.every((test) => test(entry));
  }
  if ("any" in condition) {
    const tests = condition.any.map(createMatcher);
    return (entry) => tests.some((test) => test(entry));
  }
  if ("not" in condition) {
    const test = createMatcher(condition.not);
    return (entry) => !test(entry);
  }
  return createLeafMatcher(condition);
}

function createLeafMatcher(leaf: Leaf): Matcher {
  const read = createReader(leaf.field);
  const { op, value = null, transform } = leaf;
  return (entry) => {
    const found = read(entry) ?? leaf.default ?? null;
    return compare(op, change(transform, found), value);
  };
}

/** A key that holds dots itself is found too, where no nested object answers. */
function createReader(field: string): (entry: Entry) => JsonValue | undefined {
  if (field.startsWith(recordPrefix)) {
    const path = field.slice(recordPrefix.length);
    return ({ vendor_record: record }) => readPath(record, path);
  }
  return (entry) => readPath(entry as unknown as JsonValue, field);
}

/** Own values alone: no path leads to what every object inherits. */
export function readPath(root: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const part of path.split(".")) {
    value = readPart(value, part);
    if (value === undefined) return readPart(root, path);
  }
  return value;
}

function readPart(value: JsonValue | undefined, part: string): JsonValue | undefined {
  if (Array.isArray(value))
    return /^\d{1,6}$/.test(part) ? value[Number(part)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function change(transform: Transform | undefined, value: JsonValue): JsonValue {
  if (transform === "str")
    return typeof value === "string" ? value : JSON.stringify(value);
  if (typeof value !== "string") return value;
  if (transform === "lower") return value.toLowerCase();
  return transform === "upper" ? value.toUpperCase() : value;
}

function compare(op: Operator, found: JsonValue, value: JsonValue): boolean {
  switch (op) {
    case "eq":
      return isSame(found, value);
    case "ne":
      return !isSame(found, value);
    case "in":
      return Array.isArray(value) && value.some((one) => isSame(found, one));
    case "contains":
      return holds(found, value);
    case "substring_of":
      return holds(value, found);
    case "startswith":
      return someText(found, value, (text, part) => text.startsWith(part));
    case "endswith":
      return someText(found, value, (text, part) => text.endsWith(part));
    case "truthy":
      return isTruthy(found);
    default:
      return isOrdered(op, found, value);
  }
}

/** A part of a text, a member of a list, or a key of an object. */
function holds(whole: JsonValue, part: JsonValue): boolean {
  if (typeof whole === "string") return typeof part === "string" && whole.includes(part);
  if (Array.isArray(whole)) return whole.some((one) => isSame(one, part));
  return isJsonObject(whole) && typeof part === "string" && Object.hasOwn(whole, part);
}

/** A list of values means any of them. */
function someText(
  found: JsonValue,
  value: JsonValue,
  test: (text: string, part: string) => boolean,
): boolean {
  if (typeof found !== "string") return false;
  return [value].flat().some((part) => typeof part === "string" && test(found, part));
}

function isTruthy(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return value !== null && value !== false && value !== 0 && value !== "";
}

/** Numbers with numbers and texts with texts; anything else has no order. */
function isOrdered(op: Operator, found: JsonValue, value: JsonValue): boolean {
  const areNumbers = typeof found === "number" && typeof value === "number";
  const areTexts = typeof found === "string" && typeof value === "string";
  if (!areNumbers && !areTexts) return false;
  const [one, other] = [found, value] as [number, number];
  if (op === "gt") return one > other;
  if (op === "gte") return one >= other;
  return op === "lt" ? one < other : one <= other;
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  return canonical(one) === canonical(other);
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`);
  return `{${pairs.join(",")}}`;
}

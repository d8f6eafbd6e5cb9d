import { failure, type Result, success } from "@/lib/kit/result";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";

export const operators = [
  "eq",
  "ne",
  "in",
  "contains",
  "startswith",
  "endswith",
  "substring_of",
  "truthy",
  "gt",
  "gte",
  "lt",
  "lte",
] as const;
export type Operator = (typeof operators)[number];

export const transforms = ["lower", "upper", "str"] as const;
export type Transform = (typeof transforms)[number];

/** One question about one value of an entry. */
export type Leaf = {
  /** Dotted, from the entry: `metadata.count`; `record.` begins in the vendor's own record. */
  field: string;
  op: Operator;
  value?: JsonValue;
  /** What stands in where the field is missing or null. */
  default?: JsonValue;
  transform?: Transform;
};

/** What an entry must meet beside the filter; docs/alerts.md describes it for people. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { const: boolean }
  | Leaf;

export const conditionLimits = { nodesMax: 200, depthMax: 12, textLengthMax: 20_000 };

/** `pointer` is an RFC 6901 JSON Pointer into the condition. */
export type ConditionProblem = { pointer: string; detail: string };

/** Reads a condition as people write it down, JSON; a blank text is none. */
export function parseCondition(
  text: string,
): Result<Condition | null, ConditionProblem[]> {
  if (text.trim() === "") return success(null);
  if (text.length > conditionLimits.textLengthMax) {
    return failure([{ pointer: "", detail: "is too long" }]);
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return failure([{ pointer: "", detail: "is not JSON" }]);
  }
  return checkCondition(value);
}

/** Equal conditions have equal texts, which `parseCondition` reads back. */
export function formatCondition(condition: Condition | null): string {
  return condition === null ? "" : JSON.stringify(condition, null, 2);
}

/** Whether a value is a condition, and what of it is not. */
export function checkCondition(value: JsonValue): Result<Condition, ConditionProblem[]> {
  const problems: ConditionProblem[] = [];
  const count = visit(value, { pointer: "", depth: 1 }, problems);
  if (count > conditionLimits.nodesMax) {
    problems.push({ pointer: "", detail: "has too many parts" });
  }
  return problems.length > 0 ? failure(problems) : success(value as Condition);
}

type Place = { pointer: string; depth: number };

function visit(value: JsonValue, place: Place, problems: ConditionProblem[]): number {
  const { pointer, depth } = place;
  const refuse = (detail: string) => {
    problems.push({ pointer, detail });
    return 1;
  };
  if (depth > conditionLimits.depthMax) return refuse("is nested too deep");
  if (!isJsonObject(value)) return refuse("must be an object");
  if ("field" in value) return visitLeaf(value, pointer, problems);
  const names = Object.keys(value);
  const [name = ""] = names;
  if (names.length !== 1 || !["all", "any", "not", "const"].includes(name)) {
    return refuse('must have "field" and "op", or one of "all", "any", "not", "const"');
  }
  const content = value[name] ?? null;
  if (name === "const") {
    return typeof content === "boolean" ? 1 : refuse("const must be true or false");
  }
  const below = (part: string) => ({ pointer: `${pointer}/${part}`, depth: depth + 1 });
  if (name === "not") return 1 + visit(content, below("not"), problems);
  if (!Array.isArray(content) || content.length === 0) {
    return refuse(`${name} must be a list of at least one condition`);
  }
  return content.reduce<number>(
    (sum, one, at) => sum + visit(one, below(`${name}/${at}`), problems),
    1,
  );
}

const leafNames = ["field", "op", "value", "default", "transform"];

function visitLeaf(
  leaf: JsonObject,
  pointer: string,
  problems: ConditionProblem[],
): number {
  const refuse = (part: string, detail: string) =>
    problems.push({ pointer: `${pointer}/${part}`, detail });
  const { field, op, transform } = leaf;
  for (const name of Object.keys(leaf)) {
    if (!leafNames.includes(name)) refuse(name, "is not a part of a condition");
  }
  if (typeof field !== "string" || field === "" || field.length > 400) {
    refuse("field", "must be a dotted path");
  }
  if (!operators.some((one) => one === op)) {
    refuse("op", `must be one of ${operators.join(", ")}`);
  }
  if (op !== "truthy" && !("value" in leaf)) refuse("value", "is missing");
  if (op === "in" && !Array.isArray(leaf.value)) refuse("value", "must be a list");
  if (transform !== undefined && !transforms.some((one) => one === transform)) {
    refuse("transform", `must be one of ${transforms.join(", ")}`);
  }
  return 1;
}

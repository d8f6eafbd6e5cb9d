import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { type Condition, checkCondition } from "./condition";
import { newRule, ruleSchema } from "./model";
import { readRuleFilter } from "./rule-query";
import { compileRule } from "./step";

type Case = {
  id: string;
  rule_name: string;
  condition: JsonObject | null;
  event: JsonObject;
  expected: boolean;
  threshold?: number;
  window_minutes?: number;
};

/** The same condition, asked of the vendor's record that an entry keeps whole. */
function ofRecord(condition: JsonObject): JsonValue {
  const listOf = (name: "all" | "any") =>
    (condition[name] as JsonObject[]).map((one) => ofRecord(one));
  if ("all" in condition) return { all: listOf("all") };
  if ("any" in condition) return { any: listOf("any") };
  if ("not" in condition) return { not: ofRecord(condition.not as JsonObject) };
  if ("const" in condition) return condition;
  return { ...condition, field: `record.${condition.field as string}` };
}

const entryOf = (record: JsonObject) =>
  ({
    idx: 1,
    recorded_at: "2026-11-26T10:00:00.000000Z",
    action: "record.received",
    vendor: "vendor",
    vendor_record: record,
    actor: { type: "user", id: "u_1", email: null },
    context: { ip: null },
  }) as unknown as Entry;

/** As a rule that is saved: through the schema that refuses what is none. */
function judge({ rule_name, condition, event, ...one }: Case): boolean {
  const checked = checkCondition(ofRecord(condition ?? {}));
  if (!checked.ok) throw new Error(`${one.id}: ${JSON.stringify(checked.reason)}`);
  const rule = ruleSchema.parse({
    ...newRule,
    name: rule_name,
    kind: one.threshold ? "threshold" : "every",
    count: one.threshold ?? 1,
    windowMinutes: one.window_minutes ?? 60,
    when: { query: "vendor=vendor", condition: checked.value satisfies Condition },
  });
  return compileRule(rule, readRuleFilter).place(entryOf(event)) !== null;
}

describeShared("detections of others, as rules", () => {
  const folder = `${sharedDir}corpus/`;
  const curated = JSON.parse(readFileSync(`${folder}detections.json`, "utf8")) as Case[];
  const lines = readFileSync(`${folder}detections_all_conditions.ndjson`, "utf8");
  const more = lines.trimEnd().split("\n");

  it("give the verdict that is expected, 101 of 101 that have a condition", () => {
    const cases = curated.filter(({ condition }) => condition !== null);
    const right = cases.filter((one) => judge(one) === one.expected);
    expect(right.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
    expect(right).toHaveLength(101);
  });

  it("give the verdict that is expected, 571 of 571 of the whole collection", () => {
    const cases = more.map((line) => JSON.parse(line) as Case);
    const wrong = cases.filter((one) => judge(one) !== one.expected);
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(cases).toHaveLength(571);
  });
});

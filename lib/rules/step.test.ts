import { describe, expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { isOutsideHours } from "./hours";
import { newRule, type RuleDefinition, ruleSchema } from "./model";
import { readRuleFilter } from "./rule-query";
import {
  compileRule,
  emptyState,
  type Fire,
  fireSilence,
  type GroupState,
  microsOf,
  spotOf,
  stepRule,
} from "./step";
import { countFire, noThrottle } from "./throttle";

type Told = { at: string; action?: string; actor?: string; ip?: string };

function entryOf({ at, action = "auth.failed", actor = "u_1", ip }: Told, idx: number) {
  return {
    idx,
    recorded_at: `2026-11-26T${at}:00.000000Z`,
    action,
    actor: { type: "user", id: actor, email: null },
    context: { ip: ip ?? null },
    client: null,
    target: null,
  } as unknown as Entry;
}

/** The positions of the entries at which a rule fires. */
function run(change: Partial<RuleDefinition>, told: Told[]) {
  const definition: RuleDefinition = {
    ...newRule,
    name: "A rule",
    when: { query: "action=auth.failed", condition: null },
    quietMinutes: 0,
    ...change,
  };
  const rule = compileRule(definition, readRuleFilter);
  const states = new Map<string, GroupState>();
  const fires: Fire[] = [];
  told.map(entryOf).forEach((entry) => {
    const placed = rule.place(entry);
    if (!placed) return;
    const known = states.get(placed.key) ?? emptyState;
    const step = stepRule(definition, known, { ...placed, spot: spotOf(entry) });
    states.set(placed.key, step.state);
    if (step.fire) fires.push(step.fire);
  });
  return { fires, states, definition, at: fires.map(({ hits }) => hits.at(-1)?.[0]) };
}

describe("a rule", () => {
  it("of every match fires for each entry its filter and its condition select", () => {
    const condition = { field: "actor.id", op: "eq", value: "u_2" } as const;
    const told = [
      { at: "10:00" },
      { at: "10:01", actor: "u_2" },
      { at: "10:02", actor: "u_2", action: "user.created" },
    ];
    const when = { query: "action=auth.failed", condition };
    expect(run({ kind: "every", when }, told).at).toEqual([1]);
  });

  it("with a threshold fires at the entry that reaches it, for each group alone", () => {
    const told = [
      { at: "10:00" },
      { at: "10:01", actor: "u_2" },
      { at: "10:05" },
      { at: "10:11" },
      { at: "10:12" },
      { at: "10:13" },
    ];
    const { at, fires } = run({ kind: "threshold", count: 3, windowMinutes: 10 }, told);
    expect(at).toEqual([4]);
    expect(fires[0]?.hits.map(([idx]) => idx)).toEqual([2, 3, 4]);
    expect(fires[0]?.group).toBe("u_1");
  });

  it("begins to count anew after it fired", () => {
    const told = Array.from({ length: 7 }, (_, at) => ({ at: `10:0${at}` }));
    const change = { kind: "threshold", count: 3, windowMinutes: 10 } as const;
    expect(run(change, told).at).toEqual([2, 5]);
  });

  it("is quiet for a while after it fired, and then says how much it held back", () => {
    const told = ["10:00", "10:10", "10:20", "11:01"].map((at) => ({ at }));
    const { fires } = run({ kind: "every", quietMinutes: 60 }, told);
    expect(fires.map(({ hits, heldCount }) => [hits[0]?.[0], heldCount])).toEqual([
      [0, 0],
      [3, 2],
    ]);
  });

  it("of the first time fires once for each value an actor was never seen with", () => {
    const told = [
      { at: "10:00", ip: "203.0.113.1" },
      { at: "10:01", ip: "203.0.113.9" },
      { at: "10:02", ip: "198.51.100.1" },
      { at: "10:03", ip: "198.51.100.1", actor: "u_2" },
      { at: "10:04" },
      { at: "10:05", ip: "203.0.113.1" },
    ];
    expect(run({ kind: "first_seen", of: "network" }, told).at).toEqual([0, 2, 3]);
  });

  it("of a sequence fires when the second follows the first in time, by the same actor", () => {
    const told = [
      { at: "10:00" },
      { at: "10:01", action: "user.created", actor: "u_2" },
      { at: "10:09", action: "user.created" },
      { at: "10:10", action: "user.created" },
      { at: "10:20" },
      { at: "10:31", action: "user.created" },
    ];
    const followedBy = { query: "action=user.created", condition: null };
    const { fires } = run({ kind: "sequence", followedBy, windowMinutes: 10 }, told);
    expect(fires.map(({ hits }) => hits.map(([idx]) => idx))).toEqual([[0, 2]]);
  });

  it("of silence fires once for a gap, while it lasts or when it ends", () => {
    const told = [{ at: "10:00" }, { at: "10:05" }, { at: "11:00" }, { at: "11:05" }];
    const { fires, states, definition } = run(
      { kind: "silence", windowMinutes: 30, per: "none" },
      told,
    );
    expect(fires.map(({ hits }) => hits[0]?.[0])).toEqual([1]);
    const still = fireSilence(definition, states.get("") ?? emptyState, "");
    expect(still.fire?.hits[0]?.[0]).toBe(3);
    expect(fireSilence(definition, still.state, "").fire).toBeNull();
  });

  it("may look only at what happens outside office hours", () => {
    const hours = { from: "07:00", to: "19:00", days: "weekdays", zone: "Europe/London" };
    const told = [{ at: "06:59" }, { at: "07:00" }, { at: "18:59" }, { at: "19:00" }];
    const { at } = run({ kind: "every", hours: { ...hours, days: "weekdays" } }, told);
    expect(at).toEqual([0, 3]);
    const saturday = microsOf({ recorded_at: "2026-11-28T12:00:00.000000Z" });
    expect(isOutsideHours(saturday, { ...hours, days: "weekdays" })).toBe(true);
    expect(isOutsideHours(saturday, { ...hours, days: "every-day" })).toBe(false);
  });
});

describe("a rule that would do harm", () => {
  it.each<[string, Partial<RuleDefinition>]>([
    ["matches every entry", { when: { query: "", condition: null } }],
    [
      "matches every entry by its condition",
      { when: { query: "", condition: { const: true } } },
    ],
    ["asks about a time", { when: { query: "range=7d&verb=delete", condition: null } }],
    ["asks what no entry has", { when: { query: "colour=red", condition: null } }],
    ["is a sequence of one", { kind: "sequence" }],
    ["counts nothing", { kind: "threshold", count: 0 }],
  ])("because it %s is refused with a reason", (_why, change) => {
    const when = { query: "verb=delete", condition: null };
    const parsed = ruleSchema.safeParse({ ...newRule, name: "A rule", when, ...change });
    expect(parsed.success).toBe(false);
  });

  it("because it fires again and again is held back within the hour, and counted", () => {
    let throttle = noThrottle;
    const outcomes: string[] = [];
    for (let at = 0; at < 63; at += 1) {
      const counted = countFire(throttle, 7_200_000_000 + at);
      throttle = counted.throttle;
      outcomes.push(counted.outcome);
    }
    expect(outcomes.filter((one) => one === "told")).toHaveLength(60);
    expect(outcomes.slice(60)).toEqual(["first", "held", "held"]);
    expect(countFire(throttle, 10_800_000_000)).toMatchObject({
      outcome: "told",
      releasedCount: 3,
    });
  });
});

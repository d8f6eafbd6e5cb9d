import type { Entry } from "@/lib/entries/model";
import type { Rule } from "@/lib/rules/rule";
import {
  type CompiledRule,
  dueOf,
  emptyState,
  type Fire,
  type GroupState,
  type Placed,
  type Spot,
  spotOf,
  stepRule,
} from "@/lib/rules/step";
import { countFire, type Throttle } from "@/lib/rules/throttle";

export type RunningRule = { rule: Rule; compiled: CompiledRule };

/** A fire to tell, or that told ones are held back from here on. */
export type Told = {
  running: RunningRule;
  fire: Fire;
  key: string;
  isFirstHeld: boolean;
};

type Matched = { running: RunningRule; placed: Placed; entry: Entry };

/** Every entry that a rule looks at, in the order of the log. No rule looks at rules' own. */
export function listMatched(running: RunningRule[], entries: Entry[]): Matched[] {
  return entries
    .filter(({ source }) => source !== "rule")
    .flatMap((entry) =>
      running
        .filter(({ rule }) => entry.idx >= rule.fromIdx)
        .flatMap((one) => {
          const placed = one.compiled.place(entry);
          return placed ? [{ running: one, placed, entry }] : [];
        }),
    );
}

export type StateKey = { ruleId: string; key: string };
export const formatStateKey = ({ ruleId, key }: StateKey) =>
  JSON.stringify([ruleId, key]);

/** What rules remember while a part of the log is read: loaded before, kept after. */
export class RunMemory {
  readonly told: Told[] = [];
  readonly throttles = new Map<string, Throttle>();
  private readonly changed = new Map<string, StateKey & { running: RunningRule }>();

  constructor(private readonly states: Map<string, GroupState>) {}

  /** A silence from before the rule was switched on again is none of its business. */
  read({ rule }: RunningRule, key: string): GroupState {
    const known = this.states.get(formatStateKey({ ruleId: rule.id, key })) ?? emptyState;
    if (rule.definition.kind !== "silence") return known;
    const isOld = known.last !== null && known.last[0] < rule.fromIdx - 1;
    return isOld ? { ...known, last: null, isTold: false } : known;
  }

  /** Takes what is stored, where nothing of this run is newer. */
  load(ruleId: string, key: string, state: GroupState): void {
    if (!this.hasChanged(ruleId, key)) {
      this.states.set(formatStateKey({ ruleId, key }), state);
    }
  }

  hasChanged(ruleId: string, key: string): boolean {
    return this.changed.has(formatStateKey({ ruleId, key }));
  }

  write(running: RunningRule, key: string, state: GroupState): void {
    const place = { ruleId: running.rule.id, key };
    const name = formatStateKey(place);
    this.states.set(name, state);
    this.changed.set(name, { ...place, running });
  }

  step({ running, placed, entry }: Matched): void {
    const spot: Spot = spotOf(entry);
    const { definition } = running.compiled;
    const known = this.read(running, placed.key);
    const { state, fire } = stepRule(definition, known, { ...placed, spot });
    if (state !== known) this.write(running, placed.key, state);
    if (fire) this.fire(running, placed.key, fire);
  }

  fire(running: RunningRule, key: string, fire: Fire): void {
    const { rule } = running;
    const known = this.throttles.get(rule.id) ?? rule.throttle;
    const { throttle, outcome, releasedCount } = countFire(known, fire.atMicros);
    this.throttles.set(rule.id, throttle);
    if (outcome === "held") return;
    const heldCount = fire.heldCount + releasedCount;
    const isFirstHeld = outcome === "first";
    this.told.push({ running, fire: { ...fire, heldCount }, key, isFirstHeld });
  }

  listChanged() {
    return [...this.changed.entries()].map(([name, { running, ...place }]) => {
      const state = this.states.get(name) ?? emptyState;
      const { definition } = running.compiled;
      return {
        ...place,
        version: running.rule.version,
        state,
        dueMicros: dueOf(definition, state),
        staleMicros: staleOf(running, state),
      };
    });
  }
}

const microsPerMinute = 60_000_000;

/** When what is remembered can change nothing any more; null: never. */
function staleOf({ compiled: { definition } }: RunningRule, state: GroupState) {
  const { kind, windowMinutes, quietMinutes } = definition;
  if (kind === "silence" || kind === "first_seen") return null;
  const newest = state.hits.at(-1)?.[1] ?? 0;
  const minutes = Math.max(windowMinutes, quietMinutes);
  return Math.max(newest + minutes * microsPerMinute, state.quietUntil);
}

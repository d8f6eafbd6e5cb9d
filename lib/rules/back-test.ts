import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import {
  type CompiledRule,
  dueOf,
  emptyState,
  type Fire,
  fireSilence,
  type GroupState,
  spotOf,
  stepRule,
} from "./step";

export type WouldFire = {
  idx: number;
  atMicros: number;
  group: string;
  hitCount: number;
  /** The entry it would have fired at. */
  id: string | null;
  sentence: string;
};

export type BackTestResult = {
  fireCount: number;
  /** The newest of them. */
  shown: WouldFire[];
  /** How often on each day, the oldest first. */
  days: number[];
};

const shownMax = 20;
const microsPerDay = 86_400_000_000;

/** The very steps of the live evaluation, over entries that are there already. */
export class BackTest {
  private readonly states = new Map<string, GroupState>();
  private readonly fires: WouldFire[] = [];

  constructor(
    private readonly rule: CompiledRule,
    /** Fires before it are no part of the answer: the rule was still learning. */
    private readonly sinceMicros: number,
  ) {}

  add(entry: Entry): void {
    if (entry.source === "rule") return;
    const placed = this.rule.place(entry);
    if (!placed) return;
    const known = this.states.get(placed.key) ?? emptyState;
    const input = { ...placed, spot: spotOf(entry) };
    const { state, fire } = stepRule(this.rule.definition, known, input);
    this.states.set(placed.key, state);
    if (fire) this.note(fire, entry);
  }

  /** `nowMicros`: a silence that lasts until now has begun, and is told. */
  finish(nowMicros: number): BackTestResult {
    for (const [key, state] of this.states) {
      const due = dueOf(this.rule.definition, state);
      if (due === null || due > nowMicros) continue;
      const { fire } = fireSilence(this.rule.definition, state, key);
      if (fire) this.note(fire, null);
    }
    const fires = this.fires.sort((one, other) => one.atMicros - other.atMicros);
    const dayCount = Math.ceil((nowMicros - this.sinceMicros) / microsPerDay);
    const days = Array.from({ length: Math.max(1, dayCount) }, () => 0);
    for (const { atMicros } of fires) {
      const day = Math.min(
        days.length - 1,
        Math.floor((atMicros - this.sinceMicros) / microsPerDay),
      );
      days[day] = (days[day] ?? 0) + 1;
    }
    return { fireCount: fires.length, shown: fires.slice(-shownMax).reverse(), days };
  }

  private note({ group, hits, atMicros }: Fire, entry: Entry | null): void {
    if (atMicros < this.sinceMicros) return;
    const isTrigger = entry !== null && hits.at(-1)?.[0] === entry.idx;
    this.fires.push({
      idx: hits.at(-1)?.[0] ?? 0,
      atMicros,
      group,
      hitCount: hits.length,
      id: isTrigger ? entry.id : null,
      sentence: isTrigger ? describeEntry(entry) : "Nothing came after this entry",
    });
  }
}

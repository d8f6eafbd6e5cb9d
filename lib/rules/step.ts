import type { Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { createPredicate } from "@/lib/entries/predicate";
import { parseInstant } from "@/lib/kit/time";
import { groupOf } from "./grouping";
import { isOutsideHours } from "./hours";
import { createMatcher } from "./matcher";
import type { Clause, RuleDefinition } from "./model";

/** A place in the log: its position, and its time in microseconds. */
export type Spot = [idx: number, micros: number];

/** What a rule remembers of one group; nothing else decides what the next entry does. */
export type GroupState = {
  /** Of a threshold: matches in the window. Of a sequence: the newest beginning. */
  hits: Spot[];
  /** Of silence: the newest match, and whether the silence after it was told. */
  last: Spot | null;
  isTold: boolean;
  quietUntil: number;
  /** Matches that would have fired while it was quiet. */
  heldCount: number;
};

export const emptyState: GroupState = {
  hits: [],
  last: null,
  isTold: false,
  quietUntil: 0,
  heldCount: 0,
};

/** One cause, told once. `hits` are the entries it is made of, the last being the trigger. */
export type Fire = { group: string; hits: Spot[]; atMicros: number; heldCount: number };

export type Step = { state: GroupState; fire: Fire | null };

export type CompiledRule = {
  definition: RuleDefinition;
  /** What an entry is to the rule; null when it is nothing. */
  place: (entry: Entry) => Placed | null;
};

export type Placed = {
  /** The key of the state it moves. */
  key: string;
  group: string;
  isBeginning: boolean;
  isEnd: boolean;
};

const microsPerMinute = 60_000_000;
const everyTime = { from: null, to: null };

type NameClients = (filter: Filter) => Filter;

/** A rule as functions; `nameClients` turns its words for clients into their slugs. */
export function compileRule(
  definition: RuleDefinition,
  readFilter: (query: string) => Filter,
  nameClients: NameClients = (filter) => filter,
): CompiledRule {
  const { when, followedBy, kind, per, of, hours } = definition;
  const matcherOf = ({ query, condition }: Clause) => {
    const select = createPredicate(nameClients(readFilter(query)), everyTime);
    const meets = createMatcher(condition);
    return (entry: Entry) => select(entry) && meets(entry);
  };
  const begins = matcherOf(when);
  const ends = kind === "sequence" && followedBy ? matcherOf(followedBy) : () => false;
  return {
    definition,
    place: (entry) => {
      const isBeginning = begins(entry);
      const isEnd = ends(entry);
      if (!isBeginning && !isEnd) return null;
      if (hours && !isOutsideHours(microsOf(entry), hours)) return null;
      const group = groupOf(entry, per);
      if (group === null) return null;
      const novelty = kind === "first_seen" ? groupOf(entry, of) : "";
      if (novelty === null) return null;
      const key = kind === "first_seen" ? JSON.stringify([group, novelty]) : group;
      return { key, group: kind === "first_seen" ? novelty : group, isBeginning, isEnd };
    },
  };
}

/**
 * What an entry does to a rule's memory, and whether the rule fires. Live evaluation and the
 * back-test both run this and nothing else, on entries in the order of the log.
 */
export function stepRule(
  definition: RuleDefinition,
  state: GroupState,
  { group, isBeginning, isEnd, spot }: Placed & { spot: Spot },
): Step {
  const [, micros] = spot;
  switch (definition.kind) {
    case "every":
      return fireUnlessQuiet(definition, state, { group, hits: [spot], micros });
    case "threshold": {
      const hits = within(definition, state.hits, micros).concat([spot]);
      if (hits.length < definition.count)
        return { state: { ...state, hits }, fire: null };
      return fireUnlessQuiet(definition, { ...state, hits: [] }, { group, hits, micros });
    }
    case "first_seen": {
      if (state.last !== null) return { state, fire: null };
      const seen = { ...state, last: spot };
      return fireUnlessQuiet(definition, seen, { group, hits: [spot], micros });
    }
    case "sequence": {
      const begun = within(definition, state.hits, micros);
      const next = { ...state, hits: isBeginning ? [spot] : isEnd ? [] : begun };
      if (!isEnd || begun.length === 0) {
        return { state: isBeginning ? next : { ...state, hits: begun }, fire: null };
      }
      return fireUnlessQuiet(definition, next, { group, hits: [...begun, spot], micros });
    }
    case "silence":
      return stepSilence(definition, state, { group, spot });
  }
}

/** A gap is told when it ends, unless it was told while it lasted. */
function stepSilence(
  definition: RuleDefinition,
  state: GroupState,
  { group, spot }: { group: string; spot: Spot },
): Step {
  const { last, isTold } = state;
  const next = { ...state, last: spot, isTold: false };
  if (last === null || isTold) return { state: next, fire: null };
  const dueMicros = last[1] + definition.windowMinutes * microsPerMinute;
  if (spot[1] <= dueMicros) return { state: next, fire: null };
  return {
    state: next,
    fire: { group, hits: [last], atMicros: dueMicros, heldCount: 0 },
  };
}

/** When a silence that goes on becomes one to tell of; null while there is none to tell. */
export function dueOf(definition: RuleDefinition, state: GroupState): number | null {
  if (definition.kind !== "silence" || state.last === null || state.isTold) return null;
  return state.last[1] + definition.windowMinutes * microsPerMinute;
}

/** The silence after a group's last entry has lasted long enough. */
export function fireSilence(
  definition: RuleDefinition,
  state: GroupState,
  group: string,
): Step {
  const dueMicros = dueOf(definition, state);
  if (dueMicros === null || state.last === null) return { state, fire: null };
  const fire = { group, hits: [state.last], atMicros: dueMicros, heldCount: 0 };
  return { state: { ...state, isTold: true }, fire };
}

function fireUnlessQuiet(
  { quietMinutes }: RuleDefinition,
  state: GroupState,
  { group, hits, micros }: { group: string; hits: Spot[]; micros: number },
): Step {
  if (micros < state.quietUntil) {
    return { state: { ...state, heldCount: state.heldCount + 1 }, fire: null };
  }
  if (quietMinutes === 0 && state.quietUntil === 0) {
    return { state, fire: { group, hits, atMicros: micros, heldCount: 0 } };
  }
  const quietUntil = quietMinutes === 0 ? 0 : micros + quietMinutes * microsPerMinute;
  const { heldCount } = state;
  return {
    state: { ...state, quietUntil, heldCount: 0 },
    fire: { group, hits, atMicros: micros, heldCount },
  };
}

function within({ windowMinutes }: RuleDefinition, hits: Spot[], micros: number): Spot[] {
  const since = micros - windowMinutes * microsPerMinute;
  return hits.filter(([, at]) => at >= since);
}

export function microsOf({ recorded_at }: Pick<Entry, "recorded_at">): number {
  return Number(parseInstant(recorded_at) ?? 0n);
}

export function spotOf(entry: Pick<Entry, "idx" | "recorded_at">): Spot {
  return [entry.idx, microsOf(entry)];
}

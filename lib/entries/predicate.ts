import { parseInstant } from "@/lib/kit/time";
import { type FieldName, fieldNames, fields } from "./fields";
import type { Filter } from "./filter";
import { foldAscii, listSpellings, parseFreeText } from "./free-text";
import { isInNetwork, parseNetwork } from "./ip-address";
import type { Entry } from "./model";
import { timeOf } from "./occurrence";
import type { ResolvedRange } from "./range";
import { searchText } from "./search-text";
import { isUserAgentMatch } from "./user-agent";

export type Predicate = (entry: Entry) => boolean;

/**
 * The filter as a function, for what is not in the database: rules, bundles, live entries.
 * It selects what `whereFilter` selects.
 * Guarded by "SQL and the predicate select the same entries" in laws.test.ts.
 */
export function createPredicate(filter: Filter, range: ResolvedRange): Predicate {
  const { upto } = filter;
  const tests: Predicate[] = fieldNames.flatMap((name) => termTests(filter, name));
  if (upto !== null) tests.push((entry) => entry.idx <= upto);
  if (range.from !== null || range.to !== null) tests.push(rangeTest(filter.by, range));
  if (filter.q !== null) tests.push(textTest(filter.q));
  return (entry) => tests.every((test) => test(entry));
}

function termTests(filter: Filter, name: FieldName): Predicate[] {
  const terms = filter.terms[name];
  if (!terms) return [];
  const included = terms.include.map((term) => termTest(name, term));
  const excluded = terms.exclude.map((term) => termTest(name, term));
  return [
    (entry) => included.length === 0 || included.some((test) => test(entry)),
    (entry) => !excluded.some((test) => test(entry)),
  ];
}

function termTest(name: FieldName, term: string): Predicate {
  const { match } = fields[name];
  switch (match.kind) {
    case "exact":
      return (entry) => match.read(entry) === term;
    case "prefix": {
      const prefix = prefixOf(term);
      if (prefix === null) return (entry) => match.read(entry) === term;
      return (entry) => match.read(entry)?.startsWith(prefix) ?? false;
    }
    case "actor":
      return actorTest(term);
    case "network":
      return networkTest(term);
    case "user_agent":
      return (entry) => isUserAgentMatch(entry.context.user_agent, term);
  }
}

function networkTest(term: string): Predicate {
  const network = parseNetwork(term);
  if (network === null) return () => false;
  return ({ context }) => context.ip !== null && isInNetwork(context.ip, network);
}

/** The prefix a term asks for by its last `*`, or null when it is a whole name. */
export function prefixOf(term: string): string | null {
  return term.endsWith("*") ? term.slice(0, -1) : null;
}

export type ActorTerm =
  | { kind: "type"; type: string }
  | { kind: "key"; keyId: string }
  | { kind: "person"; id: string; email: string };

/** The ways to say who: `system`, `type:rule`, `api:KEY_ID`, an id, an e-mail address. */
export function readActorTerm(term: string): ActorTerm {
  if (term === "system") return { kind: "type", type: term };
  if (term.startsWith("type:")) return { kind: "type", type: term.slice(5) };
  if (term.startsWith("api:")) return { kind: "key", keyId: term.slice(4) };
  return { kind: "person", id: term, email: foldAscii(term) };
}

function actorTest(term: string): Predicate {
  const asked = readActorTerm(term);
  switch (asked.kind) {
    case "type":
      return ({ actor }) => actor.type === asked.type;
    case "key":
      return (entry) => entry.key_id === asked.keyId;
    case "person":
      return ({ actor }) =>
        actor.id === asked.id ||
        (actor.email !== null && foldAscii(actor.email) === asked.email);
  }
}

function rangeTest(by: Filter["by"], range: ResolvedRange): Predicate {
  const from = range.from === null ? null : parseInstant(range.from);
  const to = range.to === null ? null : parseInstant(range.to);
  return (entry) => {
    const time = timeOf(entry, by);
    return (from === null || time >= from) && (to === null || time < to);
  };
}

function textTest(q: string): Predicate {
  const { has, hasNot } = parseFreeText(q);
  const wanted = has.map(listSpellings);
  const unwanted = hasNot.map(listSpellings);
  return (entry) => {
    const text = foldAscii(searchText(entry));
    const isIn = (spellings: string[]) => spellings.some((one) => text.includes(one));
    return wanted.every(isIn) && !unwanted.some(isIn);
  };
}

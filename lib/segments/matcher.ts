import { type FieldName, internalClient } from "@/lib/entries/fields";
import { foldAscii } from "@/lib/entries/free-text";
import { isInNetwork, parseNetwork } from "@/lib/entries/ip-address";
import { prefixOf, readActorTerm } from "@/lib/entries/predicate";
import { isUserAgentMatch } from "@/lib/entries/user-agent";
import { type Dimension, parseActorValue } from "./dimension";

export type Matcher = (value: string | null) => boolean;

/** Slugs, or whatever else a filter may call a client, and the ids they stand for. */
type ClientIds = ReadonlyMap<string, string>;

/** Whether an entry with this value of the dimension is one that the term asks for. */
export function createMatcher(
  dimension: Dimension,
  term: string,
  clientIds: ClientIds,
): Matcher {
  switch (dimension) {
    case "action":
      return matchAction(term);
    case "actor":
      return matchActor(term);
    case "client":
      return matchClient(term, clientIds);
    case "ip":
      return matchNetwork(term);
    case "ua":
      return (value) => isUserAgentMatch(value, term);
    default:
      return (value) => value === term;
  }
}

/** Whether any of the terms asks for the value. */
export function createMatcherOfAny(
  field: FieldName & Dimension,
  terms: string[],
  clientIds: ClientIds,
): Matcher {
  const matchers = terms.map((term) => createMatcher(field, term, clientIds));
  return (value) => matchers.some((isMatch) => isMatch(value));
}

function matchAction(term: string): Matcher {
  const prefix = prefixOf(term);
  if (prefix === null) return (value) => value === term;
  return (value) => value?.startsWith(prefix) ?? false;
}

function matchClient(term: string, clientIds: ClientIds): Matcher {
  const id = clientIds.get(term);
  return (value) =>
    (term === internalClient && value === null) || (id !== undefined && value === id);
}

function matchNetwork(term: string): Matcher {
  const network = parseNetwork(term);
  if (network === null) return () => false;
  return (value) => value !== null && isInNetwork(value, network);
}

function matchActor(term: string): Matcher {
  const asked = readActorTerm(term);
  return (value) => {
    const actor = parseActorValue(value);
    switch (asked.kind) {
      case "type":
        return actor.type === asked.type;
      case "key":
        return actor.keyId === asked.keyId;
      case "person":
        return (
          actor.id === asked.id ||
          (actor.email !== null && foldAscii(actor.email) === asked.email)
        );
    }
  };
}

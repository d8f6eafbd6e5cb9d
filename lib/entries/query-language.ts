import {
  type FieldName,
  type FrameName,
  fieldNames,
  frameNames,
  isFieldName,
} from "./field-names";
import { cutConditions } from "./query-tokens";
import type { Terms } from "./terms";

/** What the query box says: the same object that the chips show and the address holds. */
export type Query = {
  /** Free text, as in the address (free-text.ts). */
  q: string | null;
  terms: Partial<Record<FieldName, Terms>>;
  frame: Partial<Record<FrameName, string>>;
};

/**
 * Reads `verb:delete entity:ticket,contact -actor:system "acme"`: a comma is OR, fields are
 * AND, a leading dash excludes, quotes keep a value together. All else is free text. What
 * values mean is not judged here: the address names those that cannot be used.
 */
export function parseQuery(text: string): Query {
  const query: Query = { q: null, terms: {}, frame: {} };
  const { conditions, rest } = cutConditions(text);
  for (const { name, isExcluded, values } of conditions) {
    if (!isFieldName(name)) {
      query.frame[name] = values.map(({ value }) => value).join(",");
      continue;
    }
    const terms = query.terms[name] ?? { include: [], exclude: [] };
    query.terms[name] = terms;
    for (const { value, isNegated } of values) {
      const list = isExcluded !== isNegated ? terms.exclude : terms.include;
      if (!list.includes(value)) list.push(value);
    }
  }
  return { ...query, q: rest === "" ? null : rest };
}

/** Equal queries have equal texts; `parseQuery` reads back the query it was written from. */
export function formatQuery({ q, terms, frame }: Query): string {
  const parts = fieldNames.flatMap((name) => {
    const { include, exclude } = terms[name] ?? { include: [], exclude: [] };
    return [...formatTerms(name, include), ...formatTerms(`-${name}`, exclude)];
  });
  for (const name of frameNames) {
    const value = frame[name];
    if (value !== undefined) parts.push(...formatTerms(name, [value]));
  }
  if (q !== null) parts.push(escapeText(q));
  return parts.join(" ");
}

function formatTerms(name: string, terms: string[]): string[] {
  return terms.length === 0 ? [] : [`${name}:${terms.map(formatTerm).join(",")}`];
}

/** Bare where that reads back the same. */
export function formatTerm(term: string): string {
  const isBare = !/[\s,"]/.test(term) && !term.startsWith("-");
  return isBare ? term : `"${term.replace(/["\\]/g, "\\$&")}"`;
}

/** Text that would read as a condition says with a backslash that it is text. */
function escapeText(q: string): string {
  return cutConditions(q, "escape").rest;
}

import { type FieldName, fieldNames, fields } from "./fields";
import type { Filter } from "./filter";
import { parseFreeText, searchWordsMax } from "./free-text";
import { type ParameterReader, parsePosition } from "./parameters";
import { isRangeToken, parseEdge, type Range } from "./range";
import { formatTerms, parseTerms, type Terms } from "./terms";

/** In the order of the canonical query string. */
export const filterNames = ["q", "range", "from", "to", ...fieldNames, "by", "upto"];

const termsMax = 100;

/** Reads the filter; what cannot be used is left out, and a problem of the reader. */
export function parseFilter(reader: ParameterReader, defaultRange: string): Filter {
  const terms: Filter["terms"] = {};
  for (const name of fieldNames) {
    const found = readTerms(reader, name);
    if (found) terms[name] = found;
  }
  return {
    q: reader.read("q", parseSearch, `has more than ${searchWordsMax} words`) || null,
    range: readRange(reader) ?? { kind: "relative", token: defaultRange },
    terms,
    by: reader.read("by", parseClock, "is not one of recorded, occurred") ?? "recorded",
    upto: reader.read("upto", parsePosition, "is not a position of the log"),
  };
}

export function formatFilter(filter: Filter, defaultRange: string): [string, string][] {
  const pairs: [string, string][] = [];
  if (filter.q !== null) pairs.push(["q", filter.q]);
  pairs.push(...formatRange(filter.range, defaultRange));
  for (const name of fieldNames) {
    const terms = filter.terms[name];
    if (terms) pairs.push([name, formatTerms(terms)]);
  }
  if (filter.by !== "recorded") pairs.push(["by", filter.by]);
  if (filter.upto !== null) pairs.push(["upto", String(filter.upto)]);
  return pairs;
}

function readTerms(reader: ParameterReader, name: FieldName): Terms | null {
  const given = reader.find(name);
  if (given === null) return null;
  const { terms, emptyCount } = parseTerms(given.value);
  if (emptyCount > 0) reader.refuse(given, "has an empty part between its commas");
  if (terms.include.length + terms.exclude.length > termsMax) {
    reader.refuse(given, "has too many parts");
    return null;
  }
  const canUse = (term: string) => {
    const why = fields[name].refuse(term);
    if (why !== null) reader.refuse({ name: given.name, value: term }, why);
    return why === null;
  };
  const include = terms.include.filter(canUse);
  const exclude = terms.exclude.filter(canUse);
  return include.length + exclude.length > 0 ? { include, exclude } : null;
}

function readRange(reader: ParameterReader): Range | null {
  const why = "is not a date (2026-11-21) and not a time with its offset (RFC 3339)";
  const from = reader.read("from", parseEdge, why);
  const to = reader.read("to", parseEdge, why);
  if (from !== null || to !== null) {
    const given = reader.find("range");
    if (given) reader.refuse(given, "cannot stand beside a from or a to");
    return { kind: "absolute", from, to };
  }
  const token = reader.read(
    "range",
    parseToken,
    "is not a range such as 24h, 7d, today or all",
  );
  return token === null ? null : { kind: "relative", token };
}

/** Blanks around the words mean nothing; what is left of blanks alone is no search. */
function parseSearch(text: string): string | null {
  const { has, hasNot } = parseFreeText(text);
  return has.length + hasNot.length <= searchWordsMax ? text.trim() : null;
}

function parseToken(text: string): string | null {
  return isRangeToken(text) ? text : null;
}

function parseClock(text: string): Filter["by"] | null {
  return text === "recorded" || text === "occurred" ? text : null;
}

function formatRange(range: Range, defaultRange: string): [string, string][] {
  if (range.kind === "relative") {
    return range.token === defaultRange ? [] : [["range", range.token]];
  }
  const pairs: [string, string][] = [];
  if (range.from !== null) pairs.push(["from", range.from]);
  if (range.to !== null) pairs.push(["to", range.to]);
  return pairs.length > 0 ? pairs : formatRange(allTime, defaultRange);
}

const allTime: Range = { kind: "relative", token: "all" };

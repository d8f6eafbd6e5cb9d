import { fieldNames, isFieldName } from "./field-names";
import { formatParameters } from "./parameters";
import { parseQuery } from "./query-language";
import type { Range } from "./range";
import { formatTerms, parseTerms } from "./terms";
import { formatView, parseView } from "./view";
import { parseWhen } from "./when";
import type { Clock } from "./when-point";

const rangeNames = ["range", "from", "to"];

/**
 * What the page's forms send, as the address that means the same: the query box, a time as
 * people type it, and one more value of a field become the parameters that every list
 * knows. Null when there is nothing to turn; what cannot be read stays, to be named.
 */
export function readFormAddress(params: URLSearchParams, clock: Clock): string | null {
  const next = new URLSearchParams(params);
  const isQuery = applyQuery(next);
  const isTime = applyTimes(next, clock);
  const isValue = applyValue(next);
  if (!isQuery && !isTime && !isValue) return null;
  for (const name of ["before", "after", "e"]) next.delete(name);
  const { view, ignored } = parseView(next);
  const rest = ignored.map(({ name, value }): [string, string] => [name, value]);
  return [formatView(view), formatParameters(rest)]
    .filter((part) => part !== "")
    .join("&");
}

/** The box says all the terms and all the text: what it does not say is not asked for. */
function applyQuery(params: URLSearchParams): boolean {
  const text = params.get("query");
  if (text === null) return false;
  for (const name of ["query", "q", ...fieldNames]) params.delete(name);
  const { q, terms, frame } = parseQuery(text);
  if (q !== null) params.set("q", q);
  for (const name of fieldNames) {
    const found = terms[name];
    if (found) params.set(name, formatTerms(found));
  }
  if (frame.range ?? frame.from ?? frame.to) {
    for (const name of rangeNames) params.delete(name);
  }
  for (const [name, value] of Object.entries(frame)) params.set(name, value);
  return true;
}

/** A typed time wins over the two ends, which a form sends along as it found them. */
function applyTimes(params: URLSearchParams, clock: Clock): boolean {
  const when = params.get("when")?.trim() ?? "";
  const ends = [params.get("since") ?? "", params.get("until") ?? ""];
  const hasEnds = ends.some((end) => end !== "");
  if (when === "" && !hasEnds) return false;
  for (const name of ["since", "until"]) params.delete(name);
  const range = when === "" ? parseEnds(ends, clock) : parseWhen(when, clock);
  if (range === null) {
    if (when === "") params.set("when", ends.join(" to "));
    return hasEnds;
  }
  for (const name of ["when", ...rangeNames]) params.delete(name);
  setRange(params, range);
  return true;
}

function parseEnds([since = "", until = ""]: string[], clock: Clock): Range | null {
  if (until === "") return parseWhen(`since ${since}`, clock);
  if (since === "") return parseWhen(`until ${until}`, clock);
  return parseWhen(`${since} to ${until}`, clock);
}

function setRange(params: URLSearchParams, range: Range): void {
  if (range.kind === "relative") {
    params.set("range", range.token);
    return;
  }
  if (range.from !== null) params.set("from", range.from);
  if (range.to !== null) params.set("to", range.to);
}

/** `add=entity&value=ticket`: one more value, exactly as it was typed. */
function applyValue(params: URLSearchParams): boolean {
  const name = params.get("add");
  const value = params.get("value")?.trim() ?? "";
  if (name === null) return false;
  params.delete("add");
  params.delete("value");
  if (!isFieldName(name) || value === "") return true;
  const { terms } = parseTerms(params.get(name) ?? "");
  const exclude = terms.exclude.filter((term) => term !== value);
  const include = [...terms.include.filter((term) => term !== value), value];
  params.set(name, formatTerms({ include, exclude }));
  return true;
}

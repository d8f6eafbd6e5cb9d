import {
  type FieldName,
  type FrameName,
  isFieldName,
  readFieldName,
} from "./field-names";

export type QueryValue = { value: string; isNegated: boolean };
export type Condition = {
  name: FieldName | FrameName;
  isExcluded: boolean;
  values: QueryValue[];
};

/** As free-text.ts reads a word or a phrase, from one position on. */
const textToken = /-?"[^"\r\n]*"?|\S+/y;
const opening = /(\\*)(-?)([A-Za-z_]+):(?=[^\s])/y;
const value = /(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s,"])+/sy;
const space = /\s*/y;

/**
 * Takes the conditions out of a query. What is left is its free text, without the backslash
 * that keeps a word from being a condition; "escape" puts that backslash there instead.
 */
export function cutConditions(
  text: string,
  mode: "read" | "escape" = "read",
): { conditions: Condition[]; rest: string } {
  const conditions: Condition[] = [];
  let rest = "";
  let at = 0;
  let isFree = true;
  while (at < text.length) {
    const found = isFree ? readCondition(text, at) : null;
    if (found && mode === "read" && found.escapes === 0) {
      conditions.push(found.condition);
      at = skip(text, found.end);
      continue;
    }
    const token = matchAt(textToken, text, at);
    const end = at + token.length;
    const isMarked = found !== null;
    const shown = mode === "escape" ? `\\${token}` : token.slice(1);
    const next = skip(text, end);
    rest += (isMarked ? shown : token) + text.slice(end, next);
    isFree = token === "" || next > end;
    at = next;
  }
  return { conditions, rest: rest.trim() };
}

/** Words of a free text that look like a condition and are none: a typing error, or text. */
export function listDoubtfulWords(q: string): string[] {
  return q
    .split(/\s+/)
    .filter((word) => /^-?[A-Za-z_]{2,}:(?!\/\/)/.test(word) && !isEscapable(word));
}

function isEscapable(word: string): boolean {
  return readCondition(word, 0) !== null;
}

function readCondition(text: string, at: number) {
  opening.lastIndex = at;
  const match = opening.exec(text);
  const name = match ? readFieldName(match[3] ?? "") : null;
  if (!match || name === null) return null;
  const { values, end } = readValues(text, at + match[0].length);
  if (values.length === 0) return null;
  const isExcluded = match[2] === "-";
  const isNegative = isExcluded || values.some(({ isNegated }) => isNegated);
  if (isNegative && !isFieldName(name)) return null;
  const condition: Condition = { name, isExcluded, values };
  return { condition, end, escapes: (match[1] ?? "").length };
}

function readValues(text: string, start: number): { values: QueryValue[]; end: number } {
  const values: QueryValue[] = [];
  let at = start;
  for (;;) {
    const found = matchAt(value, text, at);
    const isNegated = found.startsWith("-");
    const term = unquote(isNegated ? found.slice(1) : found);
    if (term !== "") values.push({ value: term, isNegated });
    at += found.length;
    if (text[at] !== ",") return { values, end: at };
    at += 1;
  }
}

/** Backslashes are escapes inside quotes only: DOMAIN\user stays as it is typed. */
function unquote(text: string): string {
  return text.replace(/"((?:[^"\\]|\\.)*)(?:"|$)/gs, (_, quoted: string) =>
    quoted.replace(/\\(["\\])/g, "$1"),
  );
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function skip(text: string, at: number): number {
  return at + matchAt(space, text, at).length;
}

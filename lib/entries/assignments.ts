import { findElementText, findValue, type Span } from "@/lib/entries/assigned-value";
import { redacted } from "@/lib/entries/redaction-mark";
import { classifyKey, isOpaque, type KeyKind } from "@/lib/entries/sensitive-keys";

type Assignment = {
  text: string;
  name: string;
  separator: string;
  nameStart: number;
  valueStart: number;
};

type Syntax = {
  expression: RegExp;
  kindOf: (assignment: Assignment) => KeyKind;
  findSpan: (text: string, start: number) => Span;
};

/** Query strings, forms, connection strings, .env, JSON and header lines. */
const pair: Syntax = {
  expression: new RegExp(
    String.raw`(?<![\w.%[\]-])([A-Za-z_-][\w.%[\]-]{0,127})` +
      String.raw`(\\{0,8}["']?[ \t]{0,4}(?:=>|[=:])[ \t]{0,4})`,
    "g",
  ),
  kindOf: classifyPair,
  findSpan: findValue,
};

/** Command lines: `--password value`. */
const option: Syntax = {
  expression: /(?<![^\s"'([])(--?[A-Za-z][\w-]{0,63})([ \t]{1,4})(?=[^\s-])/g,
  kindOf: ({ name }) => classifyKey(name),
  findSpan: findValue,
};

/** XML and SOAP. */
const element: Syntax = {
  expression: /<([A-Za-z][\w:.-]{0,63})(?:\s[^<>]{0,200})?(>)/g,
  kindOf: ({ name }) => classifyKey(name),
  findSpan: findElementText,
};

export function redactAssignments(text: string): string {
  let result = text;
  if (/[=:]/.test(result)) result = redactEach(result, pair);
  if (result.includes("-")) result = redactEach(result, option);
  if (result.includes("</")) result = redactEach(result, element);
  return result;
}

function redactEach(text: string, { expression, kindOf, findSpan }: Syntax): string {
  let result = "";
  let kept = 0;
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const [whole, name = "", separator = ""] = match;
    const valueStart = match.index + whole.length;
    const kind = kindOf({ text, name, separator, nameStart: match.index, valueStart });
    if (kind === "plain" || !mayStartSecret(text, kind, valueStart)) continue;
    const span = findSpan(text, valueStart);
    if (!isSecretValue(text.slice(span.start, span.end), kind)) continue;
    result += text.slice(kept, span.start) + redacted;
    kept = span.end;
    expression.lastIndex = span.end;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

const nouns = /^(?:keys?|codes?|number|phrase|string)$/i;
const headersOfTheirOwn = /(?:authorization|cookie2?)$/i;
const signatures = /^(?:sig|signature|x-(?:amz|goog)-signature)$/i;

function classifyPair(assignment: Assignment): KeyKind {
  const { name, separator } = assignment;
  if (headersOfTheirOwn.test(name)) return "plain";
  const inQuery = isInQuery(assignment);
  if (inQuery && signatures.test(name)) return "secret";
  if (inQuery && name === "code") return "ambiguous";
  const kind = classifyKey(name.replace(/%5[BD]/gi, " "));
  if (nouns.test(name) && kind !== "secret") return classifyNoun(assignment, kind);
  const isProse = separator.includes(":") && !/["'=]/.test(separator);
  if (!isProse) return kind;
  return kind === "secret" && !isInPath(assignment) ? kind : "plain";
}

/** "key" alone says nothing; "API key" does. */
function classifyNoun({ text, name, nameStart }: Assignment, kind: KeyKind): KeyKind {
  const words = text.slice(Math.max(0, nameStart - 24), nameStart);
  const previous = /([A-Za-z]+) $/.exec(words)?.[1];
  return previous && classifyKey(`${previous} ${name}`) === "secret" ? "secret" : kind;
}

function isInQuery({ text, nameStart, separator }: Assignment): boolean {
  return separator === "=" && "?&".includes(text[nameStart - 1] ?? " ");
}

/** A part of a URN or a path, such as `arn:aws:secretsmanager:..:secret:name`. */
function isInPath({ text, nameStart }: Assignment): boolean {
  return ":/".includes(text[nameStart - 1] ?? " ");
}

const opaqueLengthRead = 64;

/** Decides what it can before the value is read to its end, which may be far away. */
function mayStartSecret(text: string, kind: KeyKind, start: number): boolean {
  if (["//", "arn:", redacted].some((known) => text.startsWith(known, start)))
    return false;
  if (kind !== "ambiguous") return true;
  const head = text.slice(start, start + opaqueLengthRead);
  return isOpaque(/^\\*["']?([^\s"'&;,<>]*)/.exec(head)?.[1] ?? "");
}

/** What people write after "password:" when it is no password. */
const prose = new Set(
  `was is are has have had been the a an must may can cannot will please not no none null
  nil undefined empty missing invalid incorrect wrong bad expired expires changed reset
  updated rotated revoked required requested created deleted removed set unset ok valid
  yes true false enabled disabled unknown
  read create update delete rotate revoke revoke_own`.split(/\s+/),
);

function isSecretValue(value: string, kind: KeyKind): boolean {
  if (value === "" || value === redacted || isProse(value)) return false;
  return kind !== "countable" || !/^\d+$/.test(value);
}

function isProse(value: string): boolean {
  return prose.has(value.toLowerCase().replace(/[.,!]$/, ""));
}

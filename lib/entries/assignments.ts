import { redacted } from "@/lib/entries/redaction-mark";
import { classifyKey, isOpaque, isSecretField } from "@/lib/entries/sensitive-keys";

type Assignment = {
  name: string;
  separator: string;
  /** Where the value starts. */
  start: number;
  /** What stands in front of the name. */
  before: string;
};

const nameAndSeparator =
  /(?<![\w.%[\]-])([A-Za-z_-][\w.%[\]-]{0,127})(\\{0,8}["']?\s{0,4}(?:=>|[=:])\s{0,4})/g;
const option = /(?<![^\s"'([])(--?[A-Za-z][\w-]{0,63})(\s{1,4})(?=[^\s-])/g;
const element = /<([A-Za-z][\w:.-]{0,63})(?:\s[^<>]{0,200})?>(?=[^<])/g;

const unquoted = /(?:[^\s"'&;,<>\\]|,(?!\s|\w{1,40}=)|\\(?!["'\\nrt]))+/y;
const elementText = /[^<]+/y;
const openingQuote = /\\{0,8}["'`]/y;

/** What people write after "password:" when they do not write a password. */
const prose =
  /^(?:was|is|are|has|have|had|been|the|a|an|must|may|can|cannot|will|please|not|no|none|null|nil|undefined|empty|missing|invalid|incorrect|wrong|bad|expired|expiring|expires|changed|reset|updated|rotated|revoked|required|requested|created|deleted|removed|set|unset|ok|valid|yes|true|false|enabled|disabled|unknown|n\/a)$/i;

const queryOnly = new Set(["sig", "signature", "x-amz-signature", "x-goog-signature"]);
const nouns = new Set(["key", "keys", "code", "codes", "number", "phrase", "string"]);

/** Redacts `name=value` in its many spellings: query, form, header, .env, JSON, XML, option. */
export function redactAssignments(text: string): string {
  let result = text;
  if (/[=:]/.test(text)) result = redactEach(result, nameAndSeparator, isSecretAssignment);
  if (text.includes("-")) result = redactEach(result, option, isSecretOption);
  if (text.includes("</")) result = redactEach(result, element, isSecretElement);
  return result;
}

type IsSecret = (assignment: Assignment, value: string) => boolean;

function redactEach(text: string, expression: RegExp, isSecret: IsSecret): string {
  let result = "";
  let kept = 0;
  const isElement = expression === element;
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const [whole, name = "", separator = ""] = match;
    const start = match.index + whole.length;
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    const span = isElement ? findText(text, start) : findValue(text, start);
    const value = text.slice(span.start, span.end);
    if (!isSecret({ name, separator, start, before }, value)) continue;
    result += text.slice(kept, span.start) + redacted;
    kept = span.end;
    expression.lastIndex = span.end;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

export type Span = { start: number; end: number };

const opening = /\\{0,8}["'`]/y;
const unquoted = /(?:[^\s"'&;,<>\\]|,(?!\s|\w{1,40}=)|\\(?!["'\\nrt]))+/y;

/** The value that starts here, without its quotes, which may be escaped themselves. */
export function findValue(text: string, start: number): Span {
  opening.lastIndex = start;
  const quote = opening.exec(text)?.[0];
  if (quote !== undefined) {
    return { start: start + quote.length, end: findClosing(text, start, quote) };
  }
  unquoted.lastIndex = start;
  return { start, end: start + (unquoted.exec(text)?.[0].length ?? 0) };
}

const cdata = "<![CDATA[";

/** The text of an XML element whose start tag ends here. */
export function findElementText(text: string, start: number): Span {
  const isCdata = text.startsWith(cdata, start);
  const from = isCdata ? start + cdata.length : start;
  const end = text.indexOf(isCdata ? "]]>" : "<", from);
  return { start: from, end: end < 0 ? text.length : end };
}

/** A quote as deeply escaped as the opening one; without it, the rest of the line. */
function findClosing(text: string, start: number, quote: string): number {
  const depth = quote.length - 1;
  const mark = quote.charAt(depth);
  const from = start + quote.length;
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const escapes = countEscapes(text, from, at);
    if (escapes === depth) return at - escapes;
    if (depth === 0 && escapes % 2 === 0) return at;
  }
  const lineEnd = text.indexOf("\n", from);
  return lineEnd < 0 ? text.length : lineEnd;
}

function countEscapes(text: string, from: number, at: number): number {
  let first = at;
  while (first > from && text[first - 1] === "\\") first -= 1;
  return at - first;
}

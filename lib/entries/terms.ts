/** The values of one field: an entry must have any of `include` and none of `exclude`. */
export type Terms = { include: string[]; exclude: string[] };

export type ParsedTerms = { terms: Terms; emptyCount: number };

/**
 * Reads `bob,-system`: comma is OR, a leading dash excludes that one term, a backslash
 * takes a comma, a dash or a backslash literally (before anything else it is itself).
 */
export function parseTerms(text: string): ParsedTerms {
  const terms: Terms = { include: [], exclude: [] };
  let emptyCount = 0;
  for (const part of splitParts(text)) {
    const list = part.startsWith("-") ? terms.exclude : terms.include;
    const escaped = part.startsWith("-") ? part.slice(1) : part;
    const term = escaped.replace(/\\([\\,-])/g, "$1");
    if (term === "") emptyCount += 1;
    else if (!list.includes(term)) list.push(term);
  }
  return { terms, emptyCount };
}

export function formatTerms({ include, exclude }: Terms): string {
  const included = [...new Set(include)].map(escapeTerm);
  const excluded = [...new Set(exclude)].map((term) => `-${escapeTerm(term)}`);
  return [...included, ...excluded].join(",");
}

function escapeTerm(term: string): string {
  return term.replace(/[\\,]/g, "\\$&").replace(/^-/, "\\-");
}

function splitParts(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === "\\" && /[\\,-]/.test(text[at + 1] ?? "")) at += 1;
    else if (at === text.length || text[at] === ",") {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}

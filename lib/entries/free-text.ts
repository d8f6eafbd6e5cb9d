export type FreeText = { has: string[]; hasNot: string[] };

/** Each word costs a scan of every candidate. */
export const searchWordsMax = 32;

/**
 * Reads `vpc-prod "reset password" -test`: all words and phrases, none of the excluded.
 * No word can hold a line break, so none can match across two lines of the searched text.
 */
export function parseFreeText(text: string): FreeText {
  const has = new Set<string>();
  const hasNot = new Set<string>();
  for (const match of text.matchAll(/(-?)"([^"\r\n]*)"?|(-?)(\S+)/g)) {
    const [, phraseSign, phrase = "", wordSign, word = ""] = match;
    const found = phrase + word;
    if (found === "") continue;
    const list = phraseSign === "-" || wordSign === "-" ? hasNot : has;
    list.add(found);
  }
  return { has: [...has], hasNot: [...hasNot] };
}

/**
 * The spellings to look for in ASCII-folded text. Letters beyond ASCII are not folded
 * there (no two engines agree on how), so each usual case of them is a spelling of its own;
 * and inside nested values a quote or a backslash is stored as JSON escapes it.
 */
export function listSpellings(word: string): string[] {
  const cased = isAscii(word)
    ? [word]
    : [word, word.toLowerCase(), word.toUpperCase(), titleCase(word)];
  const folded = cased.map(foldAscii);
  return [...new Set([...folded, ...folded.map(escapeJson)])];
}

/** As PostgreSQL's `lower` under collation "C": letters beyond ASCII stay as they are. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** How the text stands inside a JSON string, which is also its form in a stored field. */
export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase());
}

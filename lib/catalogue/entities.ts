import { capitalize, formatWords } from "./words";

const uncountable = new Set(["feedback", "software"]);

/** The type of a record in words: `api_key` is an "API key". */
export function describeEntity(type: string): string {
  return capitalize(formatWords(type));
}

/** "a ticket", "an API key": a record of this type, not a certain one. */
export function formatAnyEntity(type: string): string {
  const words = formatWords(type);
  if (uncountable.has(words)) return words;
  return `${/^[aeio]/i.test(words) ? "an" : "a"} ${words}`;
}

/** "1 device", "41 devices". */
export function formatEntityCount(type: string, count: number): string {
  const words = formatWords(type);
  return `${count.toLocaleString("en-US")} ${count === 1 ? words : plural(words)}`;
}

function plural(words: string): string {
  if (uncountable.has(words)) return words;
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}

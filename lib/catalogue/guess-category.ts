import type { CategoryId } from "./categories";
import { categoryWords } from "./category-words";
import { joinCompounds, singular } from "./guess-verb";
import type { Verb } from "./verbs";
import { listWords, splitWords } from "./words";

const table = categoryWords.map(([category, text]) => ({
  category,
  words: listWords(text),
}));

/** The category of an unknown action: by its verb for sign-ins, else by its nouns. */
export function guessCategory(action: string, verb: Verb): CategoryId {
  if (verb === "login" || verb === "logout") return "authentication";
  const nouns = new Set(joinCompounds(splitWords(action)).map(singular));
  const row = table.find(({ words }) => words.some((word) => nouns.has(word)));
  if (row !== undefined) return row.category;
  return verb === "export" ? "exports" : "other";
}

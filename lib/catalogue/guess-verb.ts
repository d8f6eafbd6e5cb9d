import {
  compounds,
  exceptions,
  faintVerbWords,
  permissionNouns,
  verbWords,
} from "./verb-words";
import type { Verb } from "./verbs";
import { listWords, splitWords } from "./words";

type WordTable = ReadonlyMap<string, Verb>;
type Found = { verb: Verb; word: string; at: number };

const strongWords = tableOf(verbWords);
const faintWords = tableOf(faintVerbWords);
const accessNouns = new Set(listWords(permissionNouns));
const grantNouns = new Set(["assignment", "grant", "permission", "privilege"]);
const linkWords = new Set(["add", "put", "remove", ...listWords(verbWords.update ?? "")]);

/**
 * What an action does that the catalogue does not have, in this order:
 * 1. a name listed as an exception;
 * 2. CamelCase (`DeleteTrail`): its first verb word;
 * 3. otherwise (`org.add_member`, `quota_changed`): the last word when it is a past tense,
 *    else the word its last dotted part starts with, else the last verb word;
 * 4. without any, a faint verb word found the same way;
 * and then the noun may decide: a member added is a permission, a session started is a
 * sign-in, an export created is an export. AssumeRole lets in, so it is a sign-in.
 */
export function guessVerb(action: string): Verb {
  if (Object.hasOwn(exceptions, action)) return exceptions[action] ?? "other";
  const words = joinCompounds(splitWords(action));
  const found =
    findVerb(action, words, strongWords) ?? findVerb(action, words, faintWords);
  return found === null ? "other" : refine(found, words);
}

/** "sign", "in" becomes "signin"; "access", "keys" becomes "access_key". */
export function joinCompounds(words: string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const pair = `${words[at]} ${singular(words[at + 1] ?? "")}`;
    const compound = Object.hasOwn(compounds, pair) ? compounds[pair] : undefined;
    joined.push(compound ?? words[at] ?? "");
    if (compound !== undefined) at++;
  }
  return joined;
}

export function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.replace(/((?<=ss|x|z|ch|sh)e)?s$/, "");
}

function findVerb(action: string, words: string[], table: WordTable): Found | null {
  const all = words.flatMap((word, at) => {
    const known = lookUp(word, table);
    return known === null ? [] : [{ ...known, at }];
  });
  if (isCamelCase(action)) return all[0] ?? null;
  const last = all.at(-1) ?? null;
  if (last?.at === words.length - 1 && words.at(-1)?.endsWith("ed")) return last;
  const [opening] = joinCompounds(splitWords(action.split(".").at(-1) ?? ""));
  if (opening === undefined || !table.has(opening)) return last;
  return all.findLast(({ word }) => word === opening) ?? last;
}

/** A service before the name, as in `s3:PutObject`, does not count. */
function isCamelCase(action: string): boolean {
  const name = action.split(/[:./]/).at(-1) ?? action;
  return /^[\p{L}\d]+$/u.test(name) && /\p{Ll}\d*\p{Lu}/u.test(name);
}

function lookUp(word: string, table: WordTable): { verb: Verb; word: string } | null {
  for (const form of [word, ...presentForms(word)]) {
    const verb = table.get(form);
    if (verb !== undefined) return { verb, word: form };
  }
  return null;
}

/** "created", "added", "stopped" and "modified" come from their verbs in four ways. */
function presentForms(word: string): string[] {
  if (!word.endsWith("ed") || word.length < 5) return [];
  const stem = word.slice(0, -2);
  const forms = [`${stem}e`, stem];
  if (stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1));
  if (stem.endsWith("i")) forms.push(`${stem.slice(0, -1)}y`);
  return forms;
}

function refine({ verb, word, at }: Found, words: string[]): Verb {
  const nouns = words.map(singular);
  if (isAboutPermissions(verb, word, nouns)) return "permission";
  const beside = [nouns[at - 1], nouns[at + 1]];
  if (beside.includes("session")) return refineSession(verb, word);
  const isExport = beside.includes("export") || beside.includes("takeout");
  return verb === "create" && isExport ? "export" : verb;
}

/** Creating or deleting a role is no permission, but doing so to its assignment is. */
function isAboutPermissions(verb: Verb, word: string, nouns: string[]): boolean {
  const isMade = verb === "create" || verb === "delete";
  if (isMade && nouns.some((noun) => grantNouns.has(noun))) return true;
  if (/^(attach|detach|put)$/.test(word) && nouns.includes("policy")) return true;
  if (/^(add|remove)$/.test(word) && nouns.includes("admin")) return true;
  return linkWords.has(word) && nouns.some((noun) => accessNouns.has(noun));
}

function refineSession(verb: Verb, word: string): Verb {
  if (verb === "create" || /^(start|resume)$/.test(word)) return "login";
  if (verb === "delete" || /^(end|revoke|close)$/.test(word)) return "logout";
  return verb;
}

function tableOf(lists: Partial<Record<Verb, string>>): WordTable {
  return new Map(
    Object.entries(lists).flatMap(([verb, text]) =>
      listWords(text).map((word) => [word, verb as Verb] as const),
    ),
  );
}

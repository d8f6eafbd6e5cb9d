import { listWords } from "@/lib/catalogue/words";

/** What most of the passwords that were ever stolen are made of; nothing of it adds much. */
const commonWords = listWords(`
  password passwort passwd passphrase welcome letmein administrator admin qwertyuiop
  qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm zxcvbn iloveyou monkey dragon football
  baseball master superman batman login secret changeme default guest user testing test
  hello spring summer autumn winter january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday
  sunday company office windows microsoft google custody audit computer internet server
  backup support helpdesk temporary temp princess sunshine shadow michael jennifer
  pokemon starwars whatever trustno access money flower cheese killer hunter charlie
  jordan freedom ginger pepper summer soccer hockey ranger thomas robert matthew
  andrew daniel joshua ashley nicole jessica abcdef abcd abc xyz`);

const years = /(19|20)\d\d/g;
const runs =
  /0?123456789?0?|12345|1234|123|987654321|9876|4321|321|(.)\1{2,}|[^\p{L}\p{N}]+/gu;
const spellings: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
};

const differentMin = 5;

/**
 * Why a password is too easily guessed, or null. Common words, years, runs and what anyone
 * knows of its person count for nothing; something must be left.
 */
export function describeWeakness(password: string, about: string[] = []): string | null {
  const known = [...about.flatMap(splitNames), ...commonWords].sort(
    (left, right) => right.length - left.length,
  );
  const rest = [password.toLowerCase(), respell(password)].map((text) =>
    removeAll(text.replace(years, "").replace(runs, ""), known),
  );
  const isGuessable = rest.some((text) => new Set(text).size < differentMin);
  return isGuessable
    ? "is among those that are guessed first; add words that belong to nothing"
    : null;
}

function splitNames(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 3);
}

function respell(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(years, "")
    .replace(/\d{3,}/g, "");
  return plain.replace(/[0134578@$!]/g, (character) => spellings[character] ?? character);
}

function removeAll(text: string, words: string[]): string {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, "");
  return rest;
}

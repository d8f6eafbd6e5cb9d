import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Subject } from "./model";

type Term = { text: string; isAddress: boolean };

/** Every way the texts of a person may be written: also as an address bar encodes them. */
export function listTexts({ email, name, addresses, also }: Subject): string[] {
  const given = [email, name, ...addresses, ...also].filter((text) => text !== null);
  const written = given.flatMap((text) => {
    const encoded = encodeURIComponent(text);
    return [text, encoded, encoded.replaceAll("%20", "+")];
  });
  return [...new Set(written)];
}

/** A test for values that name the person, whole words only: Ann is not in Annual. */
export function createPersonTest(subject: Subject): (value: JsonValue) => boolean {
  const terms = listTexts(subject).map((text): Term => {
    return { text: text.toLowerCase(), isAddress: /@|%40/.test(text) };
  });
  const isNamed = (text: string): boolean => {
    const folded = text.toLowerCase();
    return terms.some((term) => holds(folded, term));
  };
  const test = (value: JsonValue): boolean => {
    if (typeof value === "string") return isNamed(value);
    if (typeof value === "number") return isNamed(String(value));
    if (Array.isArray(value)) return value.some(test);
    if (!isJsonObject(value)) return false;
    return Object.entries(value).some(
      ([key, member]) => isNamed(key) || (member !== undefined && test(member)),
    );
  };
  return test;
}

const letter = /[\p{L}\p{N}]/u;
const addressStart = /[\p{L}\p{N}._%+-]/u;

function holds(text: string, { text: term, isAddress }: Term): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? "";
    const after = text.slice(at + term.length);
    const isStart = !(isAddress ? addressStart : letter).test(before);
    const isEnd = !letter.test(after.charAt(0)) && !(isAddress && isLonger(after));
    if (isStart && isEnd) return true;
  }
  return false;
}

/** `alice@msp.example` goes on in `alice@msp.example.com`, and ends before a full stop. */
function isLonger(after: string): boolean {
  return /^[.-][\p{L}\p{N}]/u.test(after);
}

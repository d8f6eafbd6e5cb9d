import { foldAscii } from "@/lib/entries/free-text";
import type { StaffNames } from "./choices";

export type StaffMember = {
  name: string | null;
  email: string | null;
  role: string | null;
};
type Rename = (text: string) => string;

/** Shorter names are ordinary words too often. */
const nameLengthMin = 3;

export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? "";
}

/** What stands for a person where their name does not: "a technician". */
export function callRole(role: string | null): string {
  const word = role === null || role === "" ? "person" : role.replace(/_/g, " ");
  return /^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`;
}

/** Puts what may be shown of people in the place of their names and addresses in a text. */
export function createRename(staff: StaffMember[], shown: StaffNames): Rename {
  const words = new Map<string, string>();
  for (const { name, email, role } of shown === "full" ? [] : staff) {
    const first = name === null ? "" : firstNameOf(name);
    const instead = shown === "first" && first !== "" ? first : callRole(role);
    for (const word of [name, email]) {
      const isWord = word !== null && word.length >= nameLengthMin;
      if (isWord) words.set(foldAscii(word), instead);
    }
  }
  if (words.size === 0) return (text) => text;
  const longestFirst = [...words.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${longestFirst.map(escapePattern).join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  return (text) =>
    text.replace(pattern, (found) => words.get(foldAscii(found)) ?? callRole(null));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

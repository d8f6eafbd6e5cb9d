import fc from "fast-check";
import { fieldNames } from "@/lib/entries/fields";

/** Stands in what the askers may not see, and in nothing else. */
export const canaryWord = "canarywren";
export const plainWord = "plainfinch";

export const askers = [
  "an owner of another organization",
  "a technician of another client",
  "a key of another client",
] as const;

const words = fc.constantFrom(
  canaryWord,
  canaryWord.slice(0, 6),
  canaryWord.slice(-4),
  `${canaryWord}@z.example`,
  `${canaryWord}.sung`,
  `${canaryWord}-client`,
  `${canaryWord}*`,
  plainWord,
  "acme",
  "internal",
  "192.0.2.0/24",
  "system",
  "type:user",
  "login",
  "success",
  "1",
);
const term = fc.tuple(fc.constantFrom("", "", "-"), words).map((parts) => parts.join(""));
const terms = fc
  .array(term, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(","));
const parameter = fc.oneof(
  fc.tuple(fc.constantFrom(...fieldNames, "q"), terms),
  fc.constantFrom<[string, string]>(
    ["range", "all"],
    ["range", "today"],
    ["by", "occurred"],
    ["upto", "3"],
    ["from", "2020-01-01"],
  ),
);
export const question = fc.record({
  who: fc.constantFrom(...askers),
  query: fc.array(parameter, { maxLength: 4 }),
  cursor: fc.option(fc.integer({ min: 0, max: 30 })),
  order: fc.constantFrom("asc" as const, "desc" as const),
  what: fc.nat(),
  field: fc.constantFrom(...fieldNames),
  word: words,
});
export type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

import fc from "fast-check";
import { verbs } from "@/lib/catalogue/verbs";
import { type FieldName, fieldNames } from "@/lib/entries/fields";
import type { Filter } from "@/lib/entries/filter";
import { actorTypes, outcomes, sources } from "@/lib/entries/model";
import { namedRanges, presetRanges } from "@/lib/entries/range";
import type { Terms } from "@/lib/entries/terms";

/** What the terms of a field are drawn from, so that a test can make them meet entries. */
export type Vocabulary = Partial<Record<FieldName, fc.Arbitrary<string>>> & {
  words?: fc.Arbitrary<string>;
  times?: fc.Arbitrary<string>;
};

/** Anything a person could paste: every script, quotes, commas, dashes, backslashes. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(..."\\,-*\"'%_ a+&=#/é"),
      minLength: 1,
      maxLength: 8,
    }),
  )
  .filter((text) => !text.includes("\0"));

const anyTime = fc.oneof(
  fc
    .date({
      min: new Date("1971-01-01"),
      max: new Date("2200-01-01"),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().replace("Z", "123Z")),
  fc.constantFrom(
    "2026-11-01",
    "2024-02-29",
    "2026-11-01T00:00Z",
    "2026-11-01T09:30:00+05:30",
  ),
);

const anyRange = (times: fc.Arbitrary<string>): fc.Arbitrary<Filter["range"]> =>
  fc.oneof(
    fc.record({
      kind: fc.constant("relative" as const),
      token: fc.constantFrom(...namedRanges, ...presetRanges, "36h", "3650d", "90m"),
    }),
    fc
      .record({
        kind: fc.constant("absolute" as const),
        from: fc.option(times),
        to: fc.option(times),
      })
      .filter(({ from, to }) => from !== null || to !== null),
  );

const anyAction = fc.constantFrom(
  "ticket.*",
  "*",
  "user.created",
  "ConsoleLogin",
  "a/b:c-d*",
);
const anyAddress = fc.constantFrom(
  "203.0.113.7",
  "10.0.0.0/8",
  "2001:db8::/32",
  "0.0.0.0/0",
);
const anyActor = fc.oneof(
  fc.constantFrom("system", "api:key_1", ...actorTypes.map((type) => `type:${type}`)),
  anyText.filter((text) => !text.startsWith("type:")),
);

function listTerms(term: fc.Arbitrary<string>): fc.Arbitrary<Terms> {
  const list = fc.uniqueArray(term, { maxLength: 3 });
  return fc
    .record({ include: list, exclude: list })
    .filter(({ include, exclude }) => include.length + exclude.length > 0);
}

/** Any filter a page can show: what `parseFilter` may return, and nothing else. */
export function filterArbitrary(vocabulary: Vocabulary = {}): fc.Arbitrary<Filter> {
  const closed: Partial<Record<FieldName, fc.Arbitrary<string>>> = {
    verb: fc.constantFrom(...verbs),
    outcome: fc.constantFrom(...outcomes),
    source: fc.constantFrom(...sources),
    action: anyAction,
    ip: anyAddress,
    actor: anyActor,
  };
  const fieldTerms = (name: FieldName) =>
    listTerms(vocabulary[name] ?? closed[name] ?? anyText);
  const text = (vocabulary.words ?? anyText)
    .map((words) => words.trim())
    .filter((words) => words !== "");
  return fc.record({
    q: fc.option(text, { freq: 3 }),
    range: anyRange(vocabulary.times ?? anyTime),
    terms: fc
      .uniqueArray(fc.constantFrom(...fieldNames), { maxLength: 3 })
      .chain((names) =>
        fc.record(Object.fromEntries(names.map((name) => [name, fieldTerms(name)]))),
      ) as fc.Arbitrary<Filter["terms"]>,
    by: fc.constantFrom("recorded" as const, "occurred" as const),
    upto: fc.option(fc.nat(), { freq: 3 }),
  });
}

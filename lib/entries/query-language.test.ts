import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameNames } from "@/lib/entries/field-names";
import { formatQuery, parseQuery, type Query } from "@/lib/entries/query-language";
import { listDoubtfulWords } from "@/lib/entries/query-tokens";
import { anyText, filterArbitrary } from "@/testing/filter-arbitrary";

const words = fc
  .array(
    fc.oneof(
      anyText,
      fc.constantFrom("verb:delete", "-ip:10.0.0.0/8", "\\verb:x", '"a b"', 'id:"x', " "),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(" ").trim())
  .filter((text) => text !== "");

const queries: fc.Arbitrary<Query> = fc.record({
  q: fc.option(words),
  terms: filterArbitrary().map(({ terms }) => terms),
  frame: fc
    .record(
      Object.fromEntries(
        frameNames.map((name) => [name, anyText.filter((text) => !/^\s*$/.test(text))]),
      ),
      { requiredKeys: [] },
    )
    .map((frame) => frame as Query["frame"]),
});

describe("the query language", () => {
  it("reads back every query it can write", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 3000 },
    );
  });

  it("writes whatever was typed in one way", () => {
    fc.assert(
      fc.property(words, (text) => {
        const written = formatQuery(parseQuery(text));
        expect(formatQuery(parseQuery(written))).toBe(written);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [
      'verb:delete entity:ticket,contact -actor:system ip:10.0.0.0/8 "acme"',
      {
        q: '"acme"',
        terms: {
          verb: { include: ["delete"], exclude: [] },
          entity: { include: ["ticket", "contact"], exclude: [] },
          actor: { include: [], exclude: ["system"] },
          ip: { include: ["10.0.0.0/8"], exclude: [] },
        },
        frame: {},
      },
    ],
    [
      "printer verb:delete,-archive offline range:30d",
      {
        q: "printer offline",
        terms: { verb: { include: ["delete"], exclude: ["archive"] } },
        frame: { range: "30d" },
      },
    ],
    [
      'Person:"Alice Ng",DOMAIN\\bo status:failed',
      {
        q: null,
        terms: {
          actor: { include: ["Alice Ng", "DOMAIN\\bo"], exclude: [] },
          outcome: { include: ["failed"], exclude: [] },
        },
        frame: {},
      },
    ],
    ["https://x.example 12:30 verb: -range:7d", "text"],
    ["\\verb:delete", { q: "verb:delete", terms: {}, frame: {} }],
  ])("reads %s", (text, expected) => {
    const query = expected === "text" ? { q: text, terms: {}, frame: {} } : expected;
    expect(parseQuery(text)).toEqual(query);
  });

  it("names words that look like a condition and are searched as text", () => {
    const text = "colour:red printer https://x 12:30 verb: actor:bo -shade:blue C:\\x";
    const { q } = parseQuery(text);
    expect(listDoubtfulWords(q ?? "")).toEqual(["colour:red", "verb:", "-shade:blue"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFilter, defaultView, formatView, parseView } from "@/lib/entries/view";
import { anyText } from "@/testing/filter-arbitrary";
import { entryId, viewArbitrary } from "@/testing/view-arbitrary";

function parse(query: string) {
  return parseView(new URLSearchParams(query));
}

describe("the address of a list", () => {
  it("reads back as the view it was written from", () => {
    fc.assert(
      fc.property(viewArbitrary, (view) => {
        expect(parse(formatView(view))).toEqual({ view, ignored: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it("is written in one way, whatever was typed into it", () => {
    const name = fc.constantFrom(
      "q",
      "range",
      "from",
      "to",
      "actor",
      "verb",
      "ip",
      "n",
      "x",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, anyText)), (pairs) => {
        const { view } = parseView(new URLSearchParams(pairs));
        const written = formatView(view);
        expect(parse(written)).toEqual({ view, ignored: [] });
        expect(formatView(parse(written).view)).toBe(written);
      }),
      { numRuns: 500 },
    );
  });

  it("is empty for the default view, and an empty one is the default view", () => {
    expect(formatView(defaultView)).toBe("");
    expect(parse("")).toEqual({ view: defaultView, ignored: [] });
    expect(parse("range=7d&n=100&by=recorded").view).toEqual(defaultView);
  });

  it("keeps the contract's order and stays readable", () => {
    const typed =
      "n=50&upto=7&by=occurred&request=r&session=s&ua=firefox&ip=203.0.113.0/24&vendor=okta" +
      "&source=api&outcome=failed&client=acme,globex&actor=-system,bob&id=1&entity=ticket" +
      "&category=tickets&action=ticket.*&verb=delete&to=2026-11-08T00:00Z&from=2026-11-01" +
      `&q=vpc+prod&before=9&v=x&e=${entryId}`;
    expect(formatView(parse(typed).view)).toBe(
      "q=vpc+prod&from=2026-11-01&to=2026-11-08T00:00Z&verb=delete&action=ticket.*" +
        "&category=tickets&entity=ticket&id=1&actor=bob,-system&client=acme,globex" +
        "&outcome=failed&source=api&vendor=okta&ip=203.0.113.0/24&ua=firefox&session=s" +
        `&request=r&by=occurred&upto=7&before=9&n=50&e=${entryId}&v=x`,
    );
  });

  it.each([
    ["colour=red", "colour", "red"],
    ["range=9y", "range", "9y"],
    ["range=3651d", "range", "3651d"],
    ["from=2026-02-30", "from", "2026-02-30"],
    ["to=2026-11-01T00:00:00", "to", "2026-11-01T00:00:00"],
    ["verb=explode", "verb", "explode"],
    ["outcome=-maybe", "outcome", "maybe"],
    ["source=Web", "source", "Web"],
    ["actor=type:robot", "actor", "type:robot"],
    ["action=ti*cket", "action", "ti*cket"],
    ["ip=203.0.113.0/33", "ip", "203.0.113.0/33"],
    ["ip=AWS+Internal", "ip", "AWS Internal"],
    ["q=a%00b", "q", "a\0b"],
    ["n=75", "n", "75"],
    ["before=-1", "before", "-1"],
    ["after=007", "after", "007"],
    ["upto=9007199254740993", "upto", "9007199254740993"],
    ["by=birth", "by", "birth"],
    ["e=evt_1", "e", "evt_1"],
    ["v=%3Cb%3E", "v", "<b>"],
  ])("names what it ignores: %s", (query, name, value) => {
    const { view, ignored } = parse(query);
    expect(view).toEqual(defaultView);
    expect(ignored).toEqual([{ name, value, why: expect.any(String) }]);
  });

  it("keeps good terms beside a bad one, and the first of a repeated parameter", () => {
    const { view, ignored } = parse("outcome=failed,maybe,&actor=bob&actor=eve");
    expect(view.filter.terms).toEqual({
      outcome: { include: ["failed"], exclude: [] },
      actor: { include: ["bob"], exclude: [] },
    });
    expect(ignored.map(({ name, value }) => [name, value])).toEqual([
      ["actor", "eve"],
      ["outcome", "failed,maybe,"],
      ["outcome", "maybe"],
    ]);
  });

  it("takes from and to rather than a range, and before rather than after", () => {
    const { view, ignored } = parse("range=30d&from=2026-11-01&before=5&after=6");
    expect(view.filter.range).toEqual({ kind: "absolute", from: "2026-11-01", to: null });
    expect([view.before, view.after]).toEqual([5, null]);
    expect(ignored.map(({ name }) => name)).toEqual(["range", "after"]);
  });

  it("takes a form's blank fields and the looks of a page without a word", () => {
    const { view, ignored } = parse("q=&actor=&from=&tz=utc&cols=when&density=compact");
    expect({ view, ignored }).toEqual({ view: defaultView, ignored: [] });
  });

  it("understands an offset whose plus sign was not escaped", () => {
    const { view, ignored } = parse("from=2026-11-01T00:00:00+01:00");
    expect(ignored).toEqual([]);
    expect(formatView(view)).toBe("from=2026-11-01T00:00:00%2B01:00");
  });

  it("refuses a search of more words than can be looked for", () => {
    const { view, ignored } = parse(`q=${"a+".repeat(40)}${"b+".repeat(40)}c`);
    expect(view.filter.q).toBe(`${"a ".repeat(40)}${"b ".repeat(40)}c`);
    expect(ignored).toEqual([]);
    const words = Array.from({ length: 40 }, (_, at) => `w${at}`).join("+");
    expect(parse(`q=${words}`).ignored.map(({ name }) => name)).toEqual(["q"]);
  });
});

describe("another filter", () => {
  it("begins at its first page", () => {
    const { view } = parse(`before=40&n=50&v=mine&e=${entryId}`);
    expect(formatView(changeFilter(view, { q: "x" }))).toBe("q=x&n=50&v=mine");
  });
});

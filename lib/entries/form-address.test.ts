import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFormAddress } from "@/lib/entries/form-address";
import { formatQuery } from "@/lib/entries/query-language";
import { defaultView, formatView, parseView } from "@/lib/entries/view";
import { filterArbitrary } from "@/testing/filter-arbitrary";

const clock = { now: new Date("2026-11-25T14:05:30Z"), zone: "UTC" };

function read(query: string): string | null {
  return readFormAddress(new URLSearchParams(query), clock);
}

describe("the address that a form means", () => {
  it("of the query box is the view the box was written from", () => {
    fc.assert(
      fc.property(filterArbitrary(), (filter) => {
        const address = formatView({ ...defaultView, filter });
        const params = new URLSearchParams(address);
        for (const name of ["q", ...Object.keys(filter.terms)]) params.delete(name);
        const { q, terms } = filter;
        params.set("query", formatQuery({ q, terms, frame: {} }));
        const again = readFormAddress(params, clock) ?? "";
        expect(parseView(new URLSearchParams(again)).view).toEqual(
          parseView(new URLSearchParams(address)).view,
        );
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      "query=verb:delete -actor:system printer&range=30d",
      "q=printer&range=30d&verb=delete&actor=-system",
    ],
    ["query=&verb=delete&n=50&before=9&e=x", "n=50"],
    ["query=range:all&from=2026-11-01", "range=all"],
    ["query=ip:nowhere", "ip=nowhere"],
    ["when=last 36h&from=2026-11-01&verb=delete", "range=36h&verb=delete"],
    [
      "when=&since=2026-11-14T09:00&until=2026-11-14T11:30",
      "from=2026-11-14T09:00Z&to=2026-11-14T11:30Z",
    ],
    ["when=today&since=2026-11-14T09:00&until=", "range=today"],
    ["since=yesterday&until=soon", "when=yesterday+to+soon"],
    ["add=actor&value=Ng, Alice&actor=bo,-eve", "actor=bo,Ng%5C,+Alice,-eve"],
    ["add=colour&value=red&verb=delete", "verb=delete"],
  ])("%s", (query, expected) => {
    expect(read(query)).toBe(expected);
    expect(read(expected)).toBeNull();
  });

  it("stays as it is when nothing of a form is in it, or a time cannot be read", () => {
    expect(read("verb=delete&range=30d")).toBeNull();
    expect(read("when=soon&verb=delete")).toBeNull();
    const { ignored } = parseView(new URLSearchParams("when=soon"));
    expect(ignored.map(({ name, value }) => [name, value])).toEqual([["when", "soon"]]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseApiQuery } from "@/lib/entries/api-query";
import { resolveRange } from "@/lib/entries/range";
import { defaultView, formatView } from "@/lib/entries/view";
import { filterArbitrary } from "@/testing/filter-arbitrary";

function parse(query: string) {
  return parseApiQuery(new URLSearchParams(query));
}

function accept(query: string) {
  const parsed = parse(query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reason));
  return parsed.value;
}

function refusals(query: string) {
  const parsed = parse(query);
  return parsed.ok ? [] : parsed.reason.map(({ pointer }) => pointer);
}

describe("the query of the API", () => {
  it("asks for the newest hundred of all time when it says nothing", () => {
    expect(accept("")).toEqual({
      filter: { ...defaultView.filter, range: { kind: "relative", token: "all" } },
      limit: 100,
      offset: 0,
      cursor: null,
      order: "desc",
      zone: "UTC",
    });
  });

  it("understands the names of the seeds as those of the pages", () => {
    const seeds = accept(
      "start=2024-01-01&end=2024-01-31&user=alice@msp.test&status=failed&entity_id=7",
    );
    const pages = accept(
      "from=2024-01-01&to=2024-01-31&actor=alice@msp.test&outcome=failed&id=7",
    );
    expect(seeds).toEqual(pages);
    expect(resolveRange(seeds.filter, new Date(0), seeds.zone)).toEqual({
      from: "2024-01-01T00:00:00.000000Z",
      to: "2024-02-01T00:00:00.000000Z",
    });
  });

  it("takes the address of a page as it stands", () => {
    fc.assert(
      fc.property(filterArbitrary(), (filter) => {
        const isDefault = filter.range.kind === "relative" && filter.range.token === "7d";
        fc.pre(!isDefault);
        expect(accept(formatView({ ...defaultView, filter })).filter).toEqual(filter);
      }),
    );
  });

  it("reads the zone, the order and the place to go on from", () => {
    const { zone, order, limit, cursor } = accept(
      "tz=Europe/Berlin&order=asc&limit=1000&cursor=0",
    );
    expect([zone, order, limit, cursor]).toEqual(["Europe/Berlin", "asc", 1000, 0]);
    expect(accept("offset=300").offset).toBe(300);
  });

  it.each([
    ["limit=0", "?limit"],
    ["limit=1001", "?limit"],
    ["limit=ten", "?limit"],
    ["offset=-1", "?offset"],
    ["offset=10&cursor=5", "?offset"],
    ["cursor=abc", "?cursor"],
    ["order=up", "?order"],
    ["tz=Mars/Olympus", "?tz"],
    ["start=yesterday", "?start"],
    ["end=2026-11-01T00:00:00", "?end"],
    ["user=", "?user"],
    ["user=a,,b", "?user"],
    ["user=a&actor=b", "?actor"],
    ["status=ok", "?status"],
    ["ip=10.0.0.0/40", "?ip"],
    ["range=7d&start=2026-11-01", "?range"],
    ["entitty=ticket", "?entitty"],
    ["before=5", "?before"],
    ["q=%00", "?q"],
  ])("refuses what a page would ignore: %s", (query, pointer) => {
    expect(refusals(query)).toEqual([pointer]);
  });

  it("names everything that is wrong at once", () => {
    expect(refusals("limit=0&colour=red&status=ok,fine").sort()).toEqual([
      "?colour",
      "?limit",
      "?status",
      "?status",
    ]);
  });
});

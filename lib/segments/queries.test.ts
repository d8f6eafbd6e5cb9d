import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "@/lib/access/model";
import { everything, type Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { timeOf } from "@/lib/entries/occurrence";
import { createPredicate } from "@/lib/entries/predicate";
import { listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { parseInstant } from "@/lib/kit/time";
import { meetingVocabulary } from "@/testing/entry-arbitrary";
import { filterArbitrary } from "@/testing/filter-arbitrary";
import { openTestDatabase } from "@/testing/organization";
import { makeRandomLog, type RandomLog } from "@/testing/random-log";
import type { Dimension } from "./dimension";
import { countSelection, listFacets, listTimeline, suggestValues } from "./queries";

const entryCount = 300;
const now = new Date("2090-10-29T01:00:15.000Z");
const facetFields: Dimension[] = [
  "outcome",
  "verb",
  "action",
  "entity",
  "client",
  "vendor",
];
const filters = filterArbitrary(meetingVocabulary);

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let random: RandomLog;
let scope: Scope;
let log: Entry[];

beforeAll(async () => {
  database = await openTestDatabase();
  random = await makeRandomLog("facets");
  scope = random.ctx.scope;
  await random.append(entryCount);
  const page = { limit: 1000, order: "asc" as const, cursor: null, offset: 0 };
  log = (await listPage(scope, select(everything), page)).entries;
});

afterAll(() => database?.drop());

function select(filter: Filter) {
  return { filter, range: resolveRange(filter, now, "Europe/Berlin") };
}

function choose(filter: Filter): Entry[] {
  return log.filter(createPredicate(filter, resolveRange(filter, now, "Europe/Berlin")));
}

function readValue(entry: Entry, field: Dimension): string | null {
  switch (field) {
    case "entity":
      return entry.target?.type ?? null;
    case "client":
      return entry.client ?? "internal";
    case "outcome":
    case "verb":
    case "action":
    case "vendor":
      return entry[field];
    default:
      throw new Error(`${field} is not compared`);
  }
}

describe("facets", () => {
  it("count what the other conditions select, for any filter", async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const facets = await listFacets(scope, select(filter), facetFields, 100);
        expect(facets.map(({ field }) => field)).toEqual(facetFields);
        for (const { field, values, otherCount } of facets) {
          const { [field as Dimension]: own, ...terms } = filter.terms;
          const chosen = choose({ ...filter, terms });
          for (const { value, count, isChosen } of values) {
            const only = { ...terms, [field]: { include: [value], exclude: [] } };
            expect(count).toBe(choose({ ...filter, terms: only }).length);
            const named = [...(own?.include ?? []), ...(own?.exclude ?? [])];
            expect(isChosen).toBe(named.includes(value));
          }
          const present = new Set(
            chosen.map((entry) => readValue(entry, field as Dimension)),
          );
          present.delete(null);
          const listed = values.map(({ value }) => value);
          expect(listed).toEqual(expect.arrayContaining([...present]));
          expect(otherCount).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of actors, addresses and browsers count what their term would select", async () => {
    const facets = await listFacets(scope, select(everything), ["actor", "ip", "ua"], 50);
    for (const { field, values } of facets) {
      expect(values.length).toBeGreaterThan(2);
      for (const { value, count } of values) {
        const terms = { [field]: { include: [value], exclude: [] } };
        const selected = choose({ ...everything, terms }).length;
        if (field === "actor") expect(count).toBeLessThanOrEqual(selected);
        else expect(count).toBe(selected);
      }
    }
  });

  it("list few values, the chosen ones always, and count the rest", async () => {
    const terms = { action: { include: ["ticket.*"], exclude: ["Console"] } };
    const [facet] = await listFacets(
      scope,
      select({ ...everything, terms }),
      ["action"],
      1,
    );
    const values = facet?.values ?? [];
    const chosen = values.filter(({ isChosen }) => isChosen).map(({ value }) => value);
    expect(chosen.sort()).toEqual(["Console", "ticket.*"]);
    const all = choose(everything).length;
    const listed = new Set(values.map(({ value }) => value));
    const others = log.filter(
      ({ action }) => !listed.has(action) && !action.startsWith("ticket."),
    );
    expect(facet?.otherCount).toBe(others.length);
    expect(all).toBeGreaterThan(others.length);
  });
});

describe("the timeline", () => {
  it("holds every entry of the result in its bucket, by both clocks", async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const selection = select(filter);
        const { buckets } = await listTimeline(scope, selection, 20);
        const chosen = choose(filter);
        expect(buckets.length).toBeLessThanOrEqual(20);
        for (const { from, to, success, failed, denied } of buckets) {
          const start = parseInstant(from) ?? 0n;
          const end = parseInstant(to) ?? 0n;
          const inside = chosen.filter((entry) => {
            const time = timeOf(entry, filter.by);
            return time >= start && time < end;
          });
          expect(success + failed + denied).toBe(inside.length);
        }
        const sum = buckets.reduce(
          (total, one) => total + one.success + one.failed + one.denied,
          0,
        );
        expect(sum).toBe(chosen.length);
        expect(await countSelection(scope, selection)).toBe(chosen.length);
      }),
      { numRuns: 150 },
    );
  });
});

it("suggestions of a field are the values that hold what was typed", async () => {
  const actions = await suggestValues(scope, "action", "TICKET", 10);
  expect(actions.map(({ value }) => value).sort()).toEqual([
    "ticket.created",
    "ticket.deleted",
    "ticket_created",
  ]);
  expect(actions.every(({ count }) => count > 0)).toBe(true);
  expect(
    (await suggestValues(scope, "client", "acm", 10)).map(({ value }) => value),
  ).toEqual(["acme"]);
});

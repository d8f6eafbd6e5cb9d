import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import type { Scope, ScopeFacts } from "@/lib/access/model";
import { everything, type Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { timeOf } from "@/lib/entries/occurrence";
import { createPredicate } from "@/lib/entries/predicate";
import { countNewer, findPage, listPage, type Page } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { readSelection } from "@/lib/results/queries";
import { meetingVocabulary } from "@/testing/entry-arbitrary";
import { filterArbitrary } from "@/testing/filter-arbitrary";
import { openTestDatabase } from "@/testing/organization";
import { makeRandomLog, type RandomLog } from "@/testing/random-log";
import { buildSegments } from "./mutations";
import { countSelection, listFacets, listTimeline } from "./queries";

const sizes = { small: 64, large: 256 };
const entriesMax = 1200;
const now = new Date("2090-10-29T01:00:15.000Z");
const wholeLog: Page = { limit: 2000, order: "asc", cursor: null, offset: 0 };

type Kind = "organization" | "client" | "technician";
const kinds = fc.constantFrom<Kind>("organization", "client", "technician");
const pages = fc.record({
  order: fc.constantFrom("asc" as const, "desc" as const),
  limit: fc.integer({ min: 1, max: 120 }),
  offset: fc.constantFrom(0, 0, 7, 300),
  cursor: fc.option(fc.nat(entriesMax)),
});
const filters = filterArbitrary(meetingVocabulary).map((filter) => ({
  ...filter,
  upto: filter.upto === null ? null : filter.upto % entriesMax,
}));

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let random: RandomLog;
let log: Entry[];
let building: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  database = await openTestDatabase();
  random = await makeRandomLog("segments");
  await closeDatabase();
  configureDatabase(database.url("worker"));
  await random.append(500);
  await buildSegments(random.organizationId, sizes);
  await readLog();
});

afterAll(() => database?.drop());

async function readLog(): Promise<void> {
  const selection = { filter: everything, range: { from: null, to: null } };
  log = (await listPage(scopeOf("organization"), selection, wholeLog)).entries;
}

/** Some more entries, and segments being built while the test goes on. */
async function grow(): Promise<void> {
  await building;
  if (log.length + 40 < entriesMax) await random.append(40);
  await readLog();
  building = buildSegments(random.organizationId, sizes);
}

function scopeOf(kind: Kind): Scope {
  const acme = random.clientIds.get("acme") ?? "";
  const globex = random.clientIds.get("globex") ?? "";
  const facts: Record<Kind, Partial<ScopeFacts>> = {
    organization: {},
    client: { clientId: acme },
    technician: { own: { userId: "u_1", clientIds: [globex] } },
  };
  return { ...random.ctx.scope, ...facts[kind] } as Scope;
}

function isCovered(kind: Kind, entry: Entry): boolean {
  if (kind === "client") return entry.client === "acme";
  if (kind === "technician") return entry.actor.id === "u_1" || entry.client === "globex";
  return true;
}

function select(filter: Filter) {
  return { filter, range: resolveRange(filter, now, "Europe/Berlin") };
}

function positionIn(kind: Kind, entry: Entry): number {
  return kind === "client" ? entry.sidx : entry.idx;
}

/** The scan that everything is compared with, in ascending order. */
function scan(kind: Kind, filter: Filter): Entry[] {
  const { range } = select(filter);
  const isMatch = createPredicate({ ...filter, upto: null }, range);
  const { by, upto } = filter;
  return log
    .filter((entry) => isCovered(kind, entry) && isMatch(entry))
    .filter((entry) => upto === null || positionIn(kind, entry) <= upto)
    .sort((one, other) => compare(by, one, other));
}

function compare(by: Filter["by"], one: Entry, other: Entry): number {
  const gap = timeOf(one, by) - timeOf(other, by);
  return gap === 0n ? one.idx - other.idx : gap < 0n ? -1 : 1;
}

/** What comes after the cursor; a cursor that is no entry's has a place only by position. */
function restOf(kind: Kind, filter: Filter, { cursor, order }: Page): Entry[] {
  const chosen = scan(kind, filter);
  if (order === "desc") chosen.reverse();
  if (cursor === null) return chosen;
  const sign = order === "asc" ? 1 : -1;
  if (filter.by === "recorded") {
    return chosen.filter((entry) => sign * (positionIn(kind, entry) - cursor) > 0);
  }
  const at = log.find(
    (entry) => isCovered(kind, entry) && positionIn(kind, entry) === cursor,
  );
  const anywhere = at ?? (kind === "technician" ? log[cursor] : undefined);
  if (!anywhere) return [];
  return chosen.filter((entry) => sign * compare(filter.by, entry, anywhere) > 0);
}

function idsOf(entries: Entry[]): string[] {
  return entries.map(({ id }) => id);
}

describe("segments and the entries that have none yet, for any filter and reader", () => {
  it("give the pages, totals and positions that a scan of all entries gives", async () => {
    let run = 0;
    let selected = 0;
    await fc.assert(
      fc.asyncProperty(filters, kinds, pages, async (filter, kind, page) => {
        run += 1;
        if (run % 20 === 0) await grow();
        const scope = scopeOf(kind);
        const chosen = scan(kind, filter);
        const wanted = restOf(kind, filter, page);
        const answer = await listPage(scope, select(filter), page);
        const shown = wanted.slice(page.offset, page.offset + page.limit);
        expect(idsOf(answer.entries)).toEqual(idsOf(shown));
        expect(answer.total).toBe(chosen.length);
        expect(answer.hasMore).toBe(wanted.length > page.offset + page.limit);
        const position = page.cursor ?? 0;
        const newer = restOf(kind, filter, { ...page, cursor: position, order: "asc" });
        const shared = await readSelection(scope, select(filter), async (reading) => ({
          page: await findPage(reading, filter, page),
          newerCount: await countNewer(reading, filter, position),
        }));
        expect(shared.newerCount).toBe(newer.length);
        expect(idsOf(shared.page.entries)).toEqual(idsOf(shown));
        if (chosen.length > 0 && chosen.length < log.length) selected += 1;
      }),
      { numRuns: 100 },
    );
    await building;
    expect(selected).toBeGreaterThan(15);
    expect(await countSegments()).toBeGreaterThan(3);
  });

  it("give the counts, facets and timelines that a scan gives", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(filters, kinds, async (filter, kind) => {
        run += 1;
        if (run % 20 === 0) await grow();
        const scope = scopeOf(kind);
        const selection = select(filter);
        const chosen = scan(kind, filter);
        expect(await countSelection(scope, selection)).toBe(chosen.length);
        const [facet] = await listFacets(scope, selection, ["action"], 50);
        const { action: _, ...terms } = filter.terms;
        const others = scan(kind, { ...filter, terms });
        for (const { value, count } of facet?.values ?? []) {
          if (value.includes("*")) continue;
          expect(count).toBe(others.filter((entry) => entry.action === value).length);
        }
        const { buckets } = await listTimeline(scope, selection, 12);
        const failed = buckets.reduce((sum, bucket) => sum + bucket.failed, 0);
        expect(failed).toBe(chosen.filter(({ outcome }) => outcome === "failed").length);
      }),
      { numRuns: 60 },
    );
    await building;
  });
});

async function countSegments(): Promise<number> {
  const [row] = await database.admin`select count(*)::int as count from custody.segments`;
  return row?.count;
}

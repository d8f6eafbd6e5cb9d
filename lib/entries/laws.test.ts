import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintKeyCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { everything, type Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { timeOf } from "@/lib/entries/occurrence";
import { createPredicate } from "@/lib/entries/predicate";
import { listPage, type Page } from "@/lib/entries/queries";
import { type ResolvedRange, resolveRange } from "@/lib/entries/range";
import type { TestDatabase } from "@/testing/database";
import { meetingVocabulary } from "@/testing/entry-arbitrary";
import { filterArbitrary } from "@/testing/filter-arbitrary";
import { openTestDatabase } from "@/testing/organization";
import { makeRandomLog } from "@/testing/random-log";

const entryCount = 400;
const filters = filterArbitrary(meetingVocabulary).map((filter) => ({
  ...filter,
  upto: filter.upto === null ? null : filter.upto % entryCount,
}));
const now = new Date("2090-10-29T01:00:15.000Z");
const wholeLog: Page = { limit: 1000, order: "asc", cursor: null, offset: 0 };

let database: TestDatabase;
let ctx: Ctx;
let log: Entry[];
/** What narrows a key to the first client. */
let limits: { organizationId: string; clientId: string };

beforeAll(async () => {
  database = await openTestDatabase();
  const random = await makeRandomLog("laws");
  ctx = random.ctx;
  const { organizationId, clientIds } = random;
  limits = { organizationId, clientId: clientIds.get("acme") ?? "" };
  await random.append(entryCount);
  log = (await list(everything)).entries;
});

afterAll(() => database?.drop());

const limitedKey = { id: "key_1", name: "Acme", scopes: ["audit:read" as const] };
const noRange: ResolvedRange = { from: null, to: null };
const noContext = { ip: null, user_agent: null, session_id: null, request_id: null };

function rangeOf(filter: Filter): ResolvedRange {
  return resolveRange(filter, now, "Europe/Berlin");
}

function list(filter: Filter, page: Page = wholeLog) {
  return listPage(ctx.scope, { filter, range: rangeOf(filter) }, page);
}

function idsOf(entries: Entry[]): string[] {
  return entries.map((entry) => entry.id);
}

describe("the query path", () => {
  it("SQL and the predicate select the same entries", async () => {
    let selected = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const chosen = log.filter(createPredicate(filter, rangeOf(filter)));
        const { entries, total } = await list(filter);
        expect(idsOf(entries).sort()).toEqual(idsOf(chosen).sort());
        expect(total).toBe(chosen.length);
        if (chosen.length > 0 && chosen.length < log.length) selected += 1;
      }),
      { numRuns: 1000 },
    );
    expect(selected).toBeGreaterThan(200);
  });

  it("concatenated pages equal the unpaged query, both ways and by both clocks", async () => {
    const pages = fc.record({
      order: fc.constantFrom("asc" as const, "desc" as const),
      limit: fc.integer({ min: 30, max: 150 }),
    });
    await fc.assert(
      fc.asyncProperty(filters, pages, async (filter, { order, limit }) => {
        const { entries: whole } = await list(filter, { ...wholeLog, order });
        const paged: Entry[] = [];
        for (let cursor: number | null = null, hasMore = true; hasMore; ) {
          const page = await list(filter, { order, limit, cursor, offset: 0 });
          paged.push(...page.entries);
          hasMore = page.hasMore;
          cursor = page.entries.at(-1)?.idx ?? null;
        }
        expect(idsOf(paged)).toEqual(idsOf(whole));
      }),
      { numRuns: 100 },
    );
  });

  it("pages of a reader limited to one client go by its own positions", async () => {
    const { scope } = mintKeyCtx({ ...limitedKey, ...limits }, noContext);
    const limited = fc.record({
      order: fc.constantFrom("asc" as const, "desc" as const),
      limit: fc.integer({ min: 10, max: 40 }),
      by: fc.constantFrom("recorded" as const, "occurred" as const),
    });
    await fc.assert(
      fc.asyncProperty(limited, async ({ order, limit, by }) => {
        const selection = { filter: { ...everything, by }, range: noRange };
        const { entries: whole } = await listPage(scope, selection, {
          ...wholeLog,
          order,
        });
        expect(new Set(whole.map(({ client }) => client))).toEqual(new Set(["acme"]));
        const paged: Entry[] = [];
        for (let cursor: number | null = null, hasMore = true; hasMore; ) {
          const page = await listPage(scope, selection, {
            order,
            limit,
            cursor,
            offset: 0,
          });
          paged.push(...page.entries);
          hasMore = page.hasMore;
          cursor = page.entries.at(-1)?.sidx ?? null;
        }
        expect(idsOf(paged)).toEqual(idsOf(whole));
      }),
      { numRuns: 20 },
    );
  });

  it("orders by the clock asked for, and by position where times are equal", async () => {
    const filter: Filter = { ...everything, by: "occurred" };
    const { entries } = await list(filter);
    const sorted = [...log].sort((one, other) => {
      const gap = timeOf(one, "occurred") - timeOf(other, "occurred");
      return gap === 0n ? one.idx - other.idx : gap < 0n ? -1 : 1;
    });
    expect(idsOf(entries)).toEqual(idsOf(sorted));
    expect(idsOf(entries)).not.toEqual(idsOf(log));
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  closeDatabase,
  configureDatabase,
  type Database,
  openDatabase,
} from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { listPage, type Page } from "@/lib/entries/queries";
import { checkSegments } from "@/lib/segment-checks/queries";
import { openTestDatabase } from "@/testing/organization";
import { makeRandomLog, type RandomLog } from "@/testing/random-log";
import { layoutVersion } from "./layout";
import { buildSegments, rebuildSegment } from "./mutations";
import { countSelection, listFacets } from "./queries";

const sizes = { small: 64, large: 256 };
const whole = { filter: everything, range: { from: null, to: null } };
const wholeLog: Page = { limit: 2000, order: "asc", cursor: null, offset: 0 };

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let verifier: Database;
let random: RandomLog;
let scope: Scope;
let limited: Scope;
let log: Entry[];

beforeAll(async () => {
  database = await openTestDatabase();
  verifier = openDatabase(database.url("verifier"), 1);
  random = await makeRandomLog("segments");
  scope = random.ctx.scope;
  limited = { ...scope, clientId: random.clientIds.get("acme") ?? "" } as Scope;
  await closeDatabase();
  configureDatabase(database.url("worker"));
  await random.append(600);
  await buildSegments(random.organizationId, sizes);
  log = (await listPage(scope, whole, wholeLog)).entries;
});

afterAll(async () => {
  await verifier?.$client.end();
  await database?.drop();
});

describe("a segment", () => {
  it("is what the entries' own texts make of it, and can be made again", async () => {
    for (const startIdx of [0, 256]) {
      expect(await listDifferent()).toEqual([]);
      expect(await rebuildSegment(random.organizationId, startIdx)).toBe(true);
      expect(await listDifferent()).toEqual([]);
    }
    expect(await rebuildSegment(random.organizationId, 1)).toBe(false);
  });

  it("that was changed is named with what differs", async () => {
    await database.admin`
      update custody.segment_blocks set content = '\\x00'
      where start_idx = 256 and dimension = 'verb' and part = 1`;
    expect(await listDifferent()).toEqual(["#256 another verb/1"]);
    await rebuildSegment(random.organizationId, 256);
    expect(await listDifferent()).toEqual([]);
  });

  it("that another version of the index was made by is not taken for altered, and made again", async () => {
    await database.admin`
      update custody.segments set layout_version = 0 where start_idx = 256`;
    await database.admin`
      update custody.segment_blocks set content = '\\x00'
      where start_idx = 256 and dimension = 'verb' and part = 1`;
    expect(await listDifferent()).toEqual([]);
    await buildSegments(random.organizationId, sizes);
    expect(await listDifferent()).toEqual([]);
    const [row] = await database.admin`
      select layout_version as version from custody.segments where start_idx = 256`;
    expect(row?.version).toBe(layoutVersion);
  });

  it("that lost one client's entries to pruning shows only what is kept", async () => {
    const gone = log.filter(({ client, idx }) => client === "acme" && idx < 200);
    await deleteEntries(gone);
    await database.admin`
      insert into custody.prunes (organization_id, run_id, client_slot, client_id,
        from_sidx, below_sidx, cutoff_at, retention_days, last_idx, announced_idx,
        announced_at, finished_at)
      values (${random.organizationId}, gen_random_uuid(), 1, null, 0, 1, now(), 60,
        ${gone.at(-1)?.idx ?? 0}, 0, now(), clock_timestamp())`;
    log = log.filter((entry) => !gone.includes(entry));
    for (const step of ["before", "after"]) {
      if (step === "after") await buildSegments(random.organizationId, sizes);
      expect(await listDifferent()).toEqual([]);
      expect(await countSelection(scope, whole)).toBe(log.length);
      expect(await countSelection(limited, whole)).toBe(
        log.filter(({ client }) => client === "acme").length,
      );
    }
    expect(await listDifferent()).toEqual([]);
    expect(gone.length).toBeGreaterThan(10);
  });

  it("that lost its head or all of it to pruning shows only what is kept", async () => {
    await deleteEntries(log.filter(({ idx }) => idx < 300));
    await database.admin`update custody.organization_heads set min_idx = 300`;
    const verbs = { ...everything, terms: { verb: { include: [], exclude: ["login"] } } };
    const kept = log.filter(({ idx }) => idx >= 300);
    for (const step of ["before", "after"]) {
      if (step === "after") await buildSegments(random.organizationId, sizes);
      expect(await countSelection(scope, whole)).toBe(kept.length);
      expect((await listPage(scope, { ...whole, filter: verbs }, wholeLog)).total).toBe(
        kept.filter(({ verb }) => verb !== "login").length,
      );
      const [facet] = await listFacets(scope, whole, ["outcome"], 5);
      expect(facet?.values.reduce((sum, { count }) => sum + count, 0)).toBe(kept.length);
    }
    expect(await listDifferent()).toEqual([]);
  });
});

async function listDifferent(): Promise<string[]> {
  const { findings } = await checkSegments(verifier, random.organizationId);
  return findings.map(({ firstIdx, found }) => `#${firstIdx} ${found}`);
}

async function deleteEntries(gone: Entry[]): Promise<void> {
  const places = gone.map(({ idx }) => idx);
  await database.admin.unsafe("alter table custody.entries disable trigger all");
  await database.admin`delete from custody.entries where idx = any(${places})`;
  await database.admin.unsafe(
    "alter table custody.entries enable always trigger entries_append_only",
  );
}

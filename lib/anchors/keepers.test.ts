import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSigner } from "@/lib/proof/signed-note";
import { findLatestCheckpoint } from "@/lib/seal/queries";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { startTestBucket } from "@/testing/test-bucket";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { startTestWitness } from "@/testing/test-witness";
import { createBucketKeeper } from "./channels/bucket";
import { createFolderKeeper } from "./channels/folder";
import { bindWitness } from "./jobs";
import { type AnchorPlaces, anchorNewest, createAnchorMemory } from "./mutations";
import { openAnchorConnection } from "./queries";

const keys = { keyId: "AKIATEST", secret: "s/e+cret", region: "eu-central-1" };
const lockDays = 3_653;
const dayMs = 86_400_000;
const witnessSigner = createSigner(
  "witness.test/w1",
  new Uint8Array(32).fill(9),
  "cosignature",
);

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let bucket: Awaited<ReturnType<typeof startTestBucket>>;
let witness: Awaited<ReturnType<typeof startTestWitness>>;
let sql: ReturnType<typeof openAnchorConnection>;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind");
  sealer = await openTestSealer(database, makeFolder("kept"));
  bucket = await startTestBucket(keys);
  witness = await startTestWitness(witnessSigner, [testSigner.key]);
  sql = openAnchorConnection(database.url("sealer"));
});

afterAll(async () => {
  await Promise.all([bucket.stop(), witness.stop()]);
  await sql.end();
  await closeSealer(sealer);
  await database.drop();
});

beforeEach(async () => {
  bucket.mood = "as it should";
  bucket.refused.length = 0;
  await database.admin`truncate custody.anchors`;
  await appendEvents(northwind, null, ticketEvents(1));
  await sealNew(sealer);
});

const bucketOf = (change: Partial<typeof keys> = {}) =>
  createBucketKeeper(
    { ...keys, ...change, url: bucket.url, lockDays },
    { allow: [bucket.host] },
  );

function keepIn(...keepers: AnchorPlaces["keepers"]): Promise<void> {
  return anchorNewest(sql, { witnesses: [], keepers }, createAnchorMemory());
}

async function listStates() {
  return database.admin`
    select name, kept_size::int as size, error, has_conflict as conflict,
      failing_since is not null as failing
    from custody.anchors order by name`;
}

async function countEpochs(): Promise<number> {
  const [row] = await database.admin`select count(*)::int as count from custody.epochs`;
  return Number(row?.count);
}

const held = (size: number) => {
  const path = `/custody-anchors/northwind/checkpoints/${size}.txt`;
  return bucket.objects.get(path) ?? [];
};

describe("a bucket with object lock", () => {
  it("holds each checkpoint, signed for and locked for years", async () => {
    await keepIn(bucketOf());
    expect(bucket.refused).toEqual([]);
    const size = await countEpochs();
    const [version, ...more] = held(size);
    expect(more).toEqual([]);
    expect(version).toMatchObject({
      body: await findLatestCheckpoint(),
      mode: "COMPLIANCE",
    });
    const days = (Date.parse(version?.until ?? "") - Date.now()) / dayMs;
    expect(Math.round(days)).toBe(lockDays);
    const kept = { name: "bucket", size, error: null, conflict: false, failing: false };
    expect(await listStates()).toEqual([kept]);
  });

  it("gets a checkpoint once, and the next one when there is one", async () => {
    const memory = createAnchorMemory();
    const places = { witnesses: [], keepers: [bucketOf()] };
    await anchorNewest(sql, places, memory);
    await anchorNewest(sql, places, memory);
    expect(held(await countEpochs())).toHaveLength(1);
    await appendEvents(northwind, null, ticketEvents(1));
    await sealNew(sealer);
    await anchorNewest(sql, places, memory);
    expect(held(await countEpochs())).toHaveLength(1);
  });

  it.each([
    ["denies", "the bucket did not give the newest copy: it answered 403"],
    ["is down", "the bucket did not give the newest copy: it answered 503"],
    ["redirects", "the answer is a redirect (307)"],
    ["locks nothing", "the bucket took a copy and does not lock it"],
  ] as const)("that %s is shown as failing, and tried again", async (mood, error) => {
    bucket.mood = mood;
    await keepIn(bucketOf());
    expect(await listStates()).toMatchObject([
      { size: null, error, failing: true, conflict: false },
    ]);
    bucket.mood = "as it should";
    await keepIn(bucketOf());
    expect(await listStates()).toMatchObject([
      { size: await countEpochs(), error: null, failing: false },
    ]);
  });

  it("takes nothing that another key signed", async () => {
    await keepIn(bucketOf({ secret: "another" }));
    expect(bucket.refused).toContain("not signed");
    expect(await listStates()).toMatchObject([{ failing: true }]);
  });
});

describe("a place with another history", () => {
  const other = createSigner(testSigner.key.name, new Uint8Array(32).fill(1));

  async function listIncidents() {
    return database.admin`
      select kind, first_idx as at, why, expected, found from custody.integrity_incidents
      where closed_at is null`;
  }

  async function closeIncidents(): Promise<void> {
    await database.admin`update custody.integrity_incidents
      set closed_at = now(), closed_by = 'test', close_reason = 'a drill'
      where closed_at is null`;
  }

  it("opens an incident, and what it holds is not written over", async () => {
    const folder = makeFolder("other");
    const size = await countEpochs();
    await keepIn(createFolderKeeper(folder));
    const older = readFileSync(join(folder, "checkpoint"), "utf8");
    await database.admin`alter table custody.epochs disable trigger all`;
    await database.admin`update custody.epochs set leaf_hash = sha256('x')
      where epoch_index = 0`;
    await keepIn(createFolderKeeper(folder));
    await database.admin`update custody.epochs set leaf_hash = sha256('\\x00' ||
      convert_to(data, 'utf8')) where epoch_index = 0`;
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(older);
    expect(await listStates()).toMatchObject([{ name: "folder", size, conflict: true }]);
    expect(await listIncidents()).toMatchObject([
      { kind: "anchor", why: "the folder holds another history of this log" },
    ]);
    await closeIncidents();
    await keepIn(createFolderKeeper(folder));
    expect(await listStates()).toMatchObject([{ conflict: false, failing: false }]);
    expect(await listIncidents()).toEqual([]);
  });

  it("a witness that saw another history opens an incident too", async () => {
    const newest = await countEpochs();
    witness.seen.set(testSigner.key.name, { size: newest + 7, root: new Uint8Array(32) });
    const asked = { name: "w1", key: witnessSigner.key, url: witness.url };
    const places = { witnesses: [bindWitness(asked, [witness.host])], keepers: [] };
    await anchorNewest(sql, places, createAnchorMemory());
    expect(await listStates()).toMatchObject([{ name: "witness w1", conflict: true }]);
    expect(await listIncidents()).toMatchObject([
      { kind: "anchor", why: "the witness w1 holds another history of this log" },
    ]);
    await closeIncidents();
  });

  it("that no key of this log signed is left alone, and no alarm", async () => {
    const folder = makeFolder("foreign");
    mkdirSync(folder, { recursive: true });
    const foreign = `elsewhere\n1\n${"A".repeat(43)}=\n\n— ${other.key.name} AAAA\n`;
    writeFileSync(join(folder, "checkpoint"), foreign);
    await keepIn(createFolderKeeper(folder));
    expect(await listStates()).toMatchObject([
      { error: "it holds what no key of this log signed", conflict: false },
    ]);
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(foreign);
    expect(await listIncidents()).toEqual([]);
  });

  it("is not shown any more once it is not asked any more", async () => {
    await keepIn(bucketOf());
    await keepIn(createFolderKeeper(makeFolder("only")));
    expect(await listStates()).toMatchObject([{ name: "folder" }]);
  });

  it("of more epochs than there are here opens an incident: sealed ones are gone", async () => {
    const folder = makeFolder("ahead");
    await keepIn(createFolderKeeper(folder));
    const size = await countEpochs();
    await database.admin`delete from custody.epochs where epoch_index = ${size - 1}`;
    await keepIn(createFolderKeeper(folder));
    expect(await listIncidents()).toMatchObject([
      { kind: "anchor", expected: `${size} epochs`, found: `${size - 1} epochs` },
    ]);
    await closeIncidents();
  });
});

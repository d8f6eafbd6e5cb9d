import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import type { Finding } from "@/lib/integrity/finding";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import { buildSegments } from "@/lib/segments/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  ticketEvents,
} from "@/testing/test-sealer";
import { rebuildSegments } from "./jobs";
import { closeVerifier, type Verifier, verifyTick, verifyWhole } from "./mutations";

const sizes = { small: 64, large: 65_536 };
const attacked = 64;

let database: TestDatabase;
let sealer: Sealer;
let verifier: Verifier;
let northwind: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  const folder = makeFolder("segments");
  sealer = await openTestSealer(database, folder);
  verifier = await openTestVerifier(database, folder);
  await appendEvents(northwind, "acme", ticketEvents(150));
  await appendEvents(northwind, "bolt", ticketEvents(150));
  await sealNew(sealer);
  await closeDatabase();
  configureDatabase(database.url("worker"));
  await buildSegments(northwind.organizationId, sizes);
}, 60_000);

afterAll(async () => {
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await database.drop();
});

beforeEach(async () => {
  verifier.state.segments.clear();
  await rebuildSegments({ ...emptyReport(), findings: await verifyOnce() });
  verifier.state.segments.clear();
});

function emptyReport() {
  const { organizationId } = northwind;
  const range = { fromIdx: 0, toIdx: 0, entryCount: 0 };
  return { organizationId, slug: "northwind", ...range, findings: [] };
}

async function verifyOnce(): Promise<Finding[]> {
  return (await verifyTick(verifier)).flatMap(({ findings }) => findings);
}

describe("the drill of segment edits, as a superuser,", () => {
  it("finds nothing in an index that nobody touched", async () => {
    expect(await verifyOnce()).toEqual([]);
    const whole = await verifyWhole(verifier, northwind.organizationId, {
      isWhole: true,
    });
    expect(whole.findings).toEqual([]);
  });

  it.each([
    ["a block is changed", "update custody.segment_blocks set content = '\\x00' where"],
    ["a block is taken out", "delete from custody.segment_blocks where"],
    [
      "a block is taken from another segment",
      `update custody.segment_blocks b set content = (
        select content from custody.segment_blocks o where o.dimension = b.dimension
          and o.part = b.part and o.start_idx = 0) where`,
    ],
    [
      "a block is added",
      `insert into custody.segment_blocks
        select organization_id, start_idx, 'more', 7, content from custody.segment_blocks
        where`,
    ],
    ["its entries begin later", "update custody.segments set first_idx = 70 where"],
    ["it is keyed anew", "update custody.segments set salt = repeat('0', 32) where"],
  ])("names the segment when %s, and makes it again", async (_, change) => {
    await database.admin.unsafe(
      `${change} start_idx = ${attacked} ${change.includes("block") ? "and dimension = 'action' and part = 0" : ""}`,
    );
    const findings = await verifyOnce();
    expect(findings).toMatchObject([
      { kind: "segment", firstIdx: attacked, lastIdx: attacked + 63 },
    ]);
    const whole = await verifyWhole(verifier, northwind.organizationId, {
      isWhole: true,
    });
    expect(whole.findings).toEqual(findings);
    const incidents = await database.admin`
      select intact from custody.integrity_incidents
      where kind = 'segment' and closed_at is null`;
    expect(incidents).toMatchObject([
      { intact: "the entries themselves hold; their index is made again" },
    ]);
    await rebuildSegments({ ...emptyReport(), findings });
    verifier.state.segments.clear();
    expect(await verifyOnce()).toEqual([]);
  });
});

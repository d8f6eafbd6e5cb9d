import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blockLeafCount } from "@/lib/integrity/blocks";
import { listLogs } from "@/lib/integrity/queries";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { parseEpoch } from "@/lib/proof/epoch";
import { parseOrganizationHead } from "@/lib/proof/heads";
import { checkInclusion } from "@/lib/proof/merkle";
import { checkNote, createSigner, parseNote } from "@/lib/proof/signed-note";
import { testOrigin } from "@/testing/cluster";
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
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { closeSealer, type Sealer, sealEpoch } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let folder: string;
let sealer: Sealer;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await makeOrganization("southwind", ["coda"]);
  folder = makeFolder("sealer");
  sealer = await openTestSealer(database, folder);
});

afterAll(async () => {
  await closeSealer(sealer);
  await database.drop();
});

async function readEpoch(index: number) {
  const [row] = await database.admin`
    select data, checkpoint, encode(leaf_hash, 'hex') as leaf, path
    from custody.epochs where epoch_index = ${index}`;
  return row;
}

describe("sealing", () => {
  it("signs all organizations in one epoch that other tools can read", async () => {
    const outcome = await sealNew(sealer);
    expect(outcome).toEqual({ epochIndex: 0, found: [] });
    const row = await readEpoch(0);
    const verdict = checkNote(row?.checkpoint, [testSigner.key]);
    expect(verdict.ok).toBe(true);
    expect(parseCheckpoint(parseNote(row?.checkpoint).text)).toMatchObject({
      origin: testOrigin,
      size: 1,
    });
    const heads = await database.admin`
      select head, size::int as size from custody.sealed_organizations order by size`;
    const logs = await listLogs(database.admin);
    expect(heads.map(({ size }) => size)).toEqual(
      logs.map(({ nextIdx }) => nextIdx).sort((left, right) => left - right),
    );
    for (const { head, size } of heads) {
      expect(parseOrganizationHead(head)).toMatchObject({ size, width: 256 });
    }
  });

  it("does nothing while nothing is new, unless an idle hour asks for it", async () => {
    expect(await sealNew(sealer)).toEqual({ epochIndex: null, found: [] });
    expect(await sealEpoch(sealer, { isIdleSeal: true })).toMatchObject({
      epochIndex: 1,
    });
    const [count] = await database.admin`
      select count(*)::int as heads from custody.sealed_organizations`;
    expect(count?.heads).toBe(2);
  });

  it("links each epoch to the last, and proves it in its checkpoint", async () => {
    await appendEvents(northwind, "acme", ticketEvents(3));
    const { epochIndex } = await sealNew(sealer);
    const [before, row] = [await readEpoch(1), await readEpoch(2)];
    expect(epochIndex).toBe(2);
    expect(Buffer.from(parseEpoch(row?.data).prevHash).toString("hex")).toBe(
      before?.leaf,
    );
    const { root, size } = parseCheckpoint(parseNote(row?.checkpoint).text);
    const path = row?.path as Buffer;
    const proof = Array.from({ length: path.length / 32 }, (_, at) =>
      Uint8Array.from(path.subarray(at * 32, at * 32 + 32)),
    );
    const leaf = Uint8Array.from(Buffer.from(row?.leaf, "hex"));
    expect(checkInclusion({ leaf, index: 2, size, proof, root })).toEqual({ ok: true });
  });

  it("keeps the root of each whole block of leaves", async () => {
    await appendEvents(northwind, "bolt", ticketEvents(blockLeafCount + 5));
    await sealNew(sealer);
    const blocks = await database.admin`
      select chain, block::int as block from custody.sealed_blocks
      where organization_id = ${northwind.organizationId}::uuid order by chain`;
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toMatchObject({ chain: -1, block: 0 });
  });

  it("is done by one sealer alone", async () => {
    await expect(openTestSealer(database, makeFolder("other"))).rejects.toThrow(
      /Another sealer/,
    );
  });
});

describe("a crash", () => {
  const reopen = async (change: () => void) => {
    await closeSealer(sealer);
    change();
    sealer = await openTestSealer(database, folder);
  };
  const place = (name: string) => join(folder, name);

  it("before the database committed loses nothing: the same epoch is committed", async () => {
    await appendEvents(northwind, "acme", ticketEvents(2));
    const state = readFileSync(place("state.json"), "utf8");
    const { epochIndex } = await sealNew(sealer);
    await database.admin.begin(async (tx) => {
      for (const table of ["epochs", "sealed_organizations", "sealed_streams"]) {
        await tx.unsafe(`alter table custody.${table} disable trigger all`);
        await tx.unsafe(`delete from custody.${table} where epoch_index = ${epochIndex}`);
        await tx.unsafe(
          `alter table custody.${table} enable always trigger ${table}_append_only`,
        );
        await tx.unsafe(
          `alter table custody.${table} enable always trigger ${table}_never_truncated`,
        );
      }
    });
    const kept = sealer.state.lastCheckpoint;
    await reopen(() => {
      writeFileSync(place("state.json"), state);
      renameSync(place("last-pending.json"), place("pending.json"));
    });
    expect((await readEpoch(Number(epochIndex)))?.checkpoint).toBe(kept);
    expect(await sealNew(sealer)).toEqual({ epochIndex: null, found: [] });
  });

  it("after the database committed goes on from what was committed", async () => {
    await appendEvents(northwind, "acme", ticketEvents(2));
    const state = readFileSync(place("state.json"), "utf8");
    const { epochIndex } = await sealNew(sealer);
    await reopen(() => {
      writeFileSync(place("state.json"), state);
      renameSync(place("last-pending.json"), place("pending.json"));
    });
    expect(await sealNew(sealer)).toEqual({ epochIndex: null, found: [] });
    await appendEvents(northwind, "acme", ticketEvents(1));
    expect(await sealNew(sealer)).toEqual({
      epochIndex: Number(epochIndex) + 1,
      found: [],
    });
  });

  it("that took the state away stops the sealer: it would sign a second history", async () => {
    await closeSealer(sealer);
    await expect(openTestSealer(database, makeFolder("empty"))).rejects.toThrow(
      /second history/,
    );
    sealer = await openTestSealer(database, folder);
  });
});

describe("a new signing key (T-36)", () => {
  it("signs beside the old one first, and old checkpoints hold with the old key", async () => {
    const next = createSigner(testOrigin, new Uint8Array(32).fill(43));
    await closeSealer(sealer);
    sealer = await openTestSealer(database, folder, [testSigner, next]);
    await sealEpoch(sealer, { isIdleSeal: true });
    const both = sealer.state.lastCheckpoint ?? "";
    expect(checkNote(both, [testSigner.key]).ok).toBe(true);
    expect(checkNote(both, [next.key]).ok).toBe(true);
    await closeSealer(sealer);
    sealer = await openTestSealer(database, folder, [next]);
    await sealEpoch(sealer, { isIdleSeal: true });
    const alone = sealer.state.lastCheckpoint ?? "";
    expect(checkNote(alone, [testSigner.key]).ok).toBe(false);
    expect(checkNote(alone, [next.key]).ok).toBe(true);
    expect(checkNote((await readEpoch(0))?.checkpoint, [testSigner.key]).ok).toBe(true);
    expect(sealer.state.keys).toHaveLength(2);
  });
});

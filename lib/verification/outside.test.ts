import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSigner } from "@/lib/proof/signed-note";
import { closeSealer, openSealer, type Sealer, sealEpoch } from "@/lib/sealer/mutations";
import { makeKey, sendEvents } from "@/testing/api-call";
import { testOrigin } from "@/testing/cluster";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { disarm, rehash, resetHeads } from "@/testing/tamper";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { closeVerifier, type Verifier, verifyTick, verifyWhole } from "./mutations";

let database: TestDatabase;
let northwind: TestOrganization;
let folder: string;
let sealer: Sealer;
let verifier: Verifier;

beforeEach(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  folder = makeFolder("outside");
  sealer = await openTestSealer(database, folder);
  verifier = await openTestVerifier(database, folder);
  for (let round = 0; round < 3; round += 1) {
    await appendEvents(northwind, "acme", ticketEvents(5));
    await sealNew(sealer);
  }
  await disarm(database);
});

afterEach(async () => {
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await database.drop();
});

/** What a verifier says that never saw this log before, but has what lies outside. */
async function verifyAfresh() {
  const fresh = await openTestVerifier(database, folder);
  const report = await verifyWhole(fresh, northwind.organizationId, { isWhole: true });
  await closeVerifier(fresh);
  return report.findings;
}

async function sealedSize(epoch: number): Promise<number> {
  const [row] = await database.admin`
    select size::int as size from custody.sealed_organizations
    where organization_id = ${northwind.organizationId}::uuid and epoch_index = ${epoch}`;
  return Number(row?.size);
}

/** Brings the database to what a backup of the time of an epoch held. */
async function rollBack(epoch: number): Promise<number> {
  const { admin } = database;
  const { organizationId: id } = northwind;
  const size = await sealedSize(epoch);
  await admin`delete from custody.entries
    where organization_id = ${id}::uuid and idx >= ${size}`;
  await resetHeads(admin, id);
  for (const table of ["epochs", "sealed_organizations", "sealed_streams"]) {
    await admin.unsafe(`delete from custody.${table} where epoch_index > ${epoch}`);
  }
  return size;
}

async function edit(idx: number): Promise<void> {
  await database.admin`update custody.entries
    set fields[9] = replace(fields[9], 'Closed', 'Closee')
    where organization_id = ${northwind.organizationId}::uuid and idx = ${idx}`;
  await rehash(database.admin, northwind.organizationId, idx);
}

/** Somebody with the signing key seals a history of his own. */
async function sealWithStolenKey(): Promise<void> {
  await closeSealer(sealer);
  const thief = await openSealer({
    databaseUrl: database.url("sealer"),
    folder: makeFolder("thief"),
    origin: testOrigin,
    signers: [testSigner],
  });
  await sealEpoch(thief, { isIdleSeal: true });
  await closeSealer(thief);
  sealer = await openTestSealer(database, folder);
}

describe("what the database alone cannot show", () => {
  it("a log that nobody touched is good, however often it is verified", async () => {
    expect(await verifyAfresh()).toEqual([]);
    const reports = [...(await verifyTick(verifier)), ...(await verifyTick(verifier))];
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it("yesterday's backup in the place of the log is told by what was sealed since", async () => {
    const size = await rollBack(0);
    const findings = await verifyAfresh();
    expect(findings.map(({ kind }) => kind)).toEqual(["behind", "anchor"]);
    expect(findings[0]).toMatchObject({ firstIdx: size });
    const [report] = await verifyTick(verifier);
    expect(report?.findings[0]).toMatchObject({ kind: "behind", firstIdx: size });
  });

  it("a history rewritten with the stolen key is told by the sealer's own state", async () => {
    await edit(6);
    const { admin } = database;
    for (const table of ["epochs", "sealed_organizations", "sealed_streams"]) {
      await admin.unsafe(`delete from custody.${table}`);
    }
    await sealWithStolenKey();
    const findings = await verifyAfresh();
    expect(findings.map(({ kind }) => kind)).toContain("anchor");
  });

  it("and by a checkpoint that somebody else kept, where that state is gone too", async () => {
    const kept = readFileSync(join(folder, "checkpoint"), "utf8");
    await edit(6);
    for (const table of ["epochs", "sealed_organizations", "sealed_streams"]) {
      await database.admin.unsafe(`delete from custody.${table}`);
    }
    await sealWithStolenKey();
    const fresh = await openTestVerifier(database, makeFolder("nothing"));
    const whole = () => verifyWhole(fresh, northwind.organizationId, { isWhole: true });
    expect((await whole()).findings).toEqual([]);
    fresh.options.checkpoints = [{ from: "the auditor", note: kept }];
    expect((await whole()).findings).toMatchObject([{ kind: "anchor" }]);
    await closeVerifier(fresh);
  });

  it("a sleeper, old epochs kept and a new one over rewritten entries, is told by them", async () => {
    const bad = 6;
    await edit(bad);
    const [first] = await verifyAfresh();
    expect(first?.kind).toBe("head");
    expect(first?.firstIdx).toBeLessThanOrEqual(bad);
    expect(first?.lastIdx).toBeGreaterThanOrEqual(bad);
    expect(first?.why).toContain("epoch 0");
  });

  it("entries past the last seal may go unseen, and nothing before them (T-35)", async () => {
    await appendEvents(northwind, "acme", ticketEvents(2));
    const size = await sealedSize(2);
    await database.admin`delete from custody.entries
      where organization_id = ${northwind.organizationId}::uuid and idx > ${size}`;
    await resetHeads(database.admin, northwind.organizationId);
    expect(await verifyAfresh()).toEqual([]);
    await database.admin`delete from custody.entries
      where organization_id = ${northwind.organizationId}::uuid and idx >= ${size - 1}`;
    await resetHeads(database.admin, northwind.organizationId);
    expect(await verifyAfresh()).toMatchObject([{ kind: "behind", firstIdx: size - 1 }]);
  });
});

describe("an epoch", () => {
  it.each([
    ["text", "data = replace(data, '256 ', '512 ')"],
    [
      "checkpoint",
      "checkpoint = replace(checkpoint, chr(10) || '2' || chr(10), chr(10) || '9' || chr(10))",
    ],
    ["signature", "checkpoint = left(checkpoint, -8) || 'AAAAAAA' || chr(10)"],
    ["hash", "leaf_hash = sha256('x')"],
    ["path", "path = sha256('x')"],
    ["time", "sealed_at = sealed_at - interval '1 second'"],
  ])("whose %s is edited is named", async (_, change) => {
    await database.admin.unsafe(
      `update custody.epochs set ${change} where epoch_index = 1`,
    );
    expect(await verifyAfresh()).toMatchObject([
      { kind: "epoch", why: expect.stringContaining("epoch 1") },
    ]);
  });

  it("that is taken out is named", async () => {
    await database.admin`delete from custody.epochs where epoch_index = 1`;
    expect(await verifyAfresh()).toMatchObject([{ kind: "epoch" }]);
  });

  it("signed by a key that is not the log's is named (T-34, T-36)", async () => {
    const stranger = createSigner(testOrigin, new Uint8Array(32).fill(9));
    sealer.options.signers = [stranger];
    await appendEvents(northwind, "acme", ticketEvents(1));
    await sealNew(sealer);
    const stolen = await openTestVerifier(database, makeFolder("policy alone"));
    const whole = await verifyWhole(stolen, northwind.organizationId, { isWhole: true });
    expect(whole.findings).toMatchObject([
      { kind: "epoch", why: expect.stringContaining("epoch 3") },
    ]);
    await closeVerifier(stolen);
  });
});

describe("a backup that was restored (T-37)", () => {
  it("stops the sealer, opens an incident, and closes the log to feeds until it is closed", async () => {
    const key = await makeKey(northwind);
    await sealNew(sealer);
    const size = await rollBack(0);
    const outcome = await sealNew(sealer);
    expect(outcome.epochIndex).toBeNull();
    expect(outcome.found[0]?.finding).toMatchObject({ kind: "behind", firstIdx: size });
    const incidents = await database.admin`
      select kind, first_idx::int as at, raised_by from custody.integrity_incidents`;
    expect(incidents).toMatchObject([{ kind: "behind", at: size, raised_by: "sealer" }]);
    const answer = await sendEvents(key, { action: "ticket.created" });
    expect(answer).toMatchObject({ status: 503, body: { code: "log.closed" } });
    expect(answer.headers.get("retry-after")).not.toBeNull();
    await database.app.begin(async (tx) => {
      await tx`select custody.enter_scope(${northwind.organizationId}::uuid, null)`;
      await tx`select custody.reopen_log(${northwind.organizationId}::uuid)`;
    });
    expect((await sendEvents(key, { action: "ticket.created" })).status).toBe(201);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChain, findSealedChain, proveDisclosed } from "@/lib/bundles/queries";
import { resolveRange } from "@/lib/entries/range";
import { exportBundle } from "@/lib/exports/jobs";
import { parseExportQuery, wholeLog } from "@/lib/exports/model";
import { findAt } from "@/lib/exports/queries";
import { createReceipt } from "@/lib/exports/receipt";
import { type BundleVerdict, listClaims } from "@/lib/proof/bundle-verdict";
import { policyOfKeys } from "@/lib/proof/policy";
import { createSigner } from "@/lib/proof/signed-note";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
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

const folder = mkdtempSync(join(tmpdir(), "custody-bundles-"));
const signer = createSigner(`${testOrigin}/export`, new Uint8Array(32).fill(7));
const policy = policyOfKeys([testSigner.key, signer.key]);

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("bundles"));
  await appendEvents(northwind, "bolt", ticketEvents(1500));
  await sealNew(sealer);
  for (let turn = 0; turn < 4; turn += 1) {
    await appendEvents(northwind, "acme", ticketEvents(5, turn * 5));
    await appendEvents(northwind, "bolt", ticketEvents(3, turn * 3));
  }
  await sealNew(sealer);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSealer(sealer);
  await database.drop();
});

const verify = (bytes: Uint8Array) => runToEnd(verifyArchive(bytes, policy));

async function exportOf(client: string | null, query: string | null, withStubs = false) {
  const file = join(folder, "bundle.zip");
  const read = query === null ? null : parseExportQuery(query);
  if (read && !read.ok) throw new Error("the query is refused");
  const asked = read?.value ?? wholeLog;
  const written = await exportBundle(northwind.ctx, {
    clientId: client === null ? null : (northwind.clients[client] ?? null),
    query: asked,
    range: resolveRange(asked.filter, new Date(), "UTC"),
    withStubs,
    file,
    signer,
  });
  return { written, verdict: verify(new Uint8Array(readFileSync(file))) };
}

function claimsOf(verdict: BundleVerdict): string[] {
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

/** The time of an entry of a client, as an address bar would say it. */
async function timeAt(client: string, index: number): Promise<string> {
  const [row] = await database.admin<{ at: string }[]>`
    select custody.format_instant(recorded_at) as at from custody.entries
    where client_id = ${northwind.clients[client] ?? ""} and sidx = ${index}`;
  return row?.at ?? "";
}

describe("an exported bundle", () => {
  it("of a client and of the organization holds, with the heads of the log", async () => {
    for (const [client, size] of [
      ["acme", 22],
      ["bolt", 1514],
      [null, null],
    ] as const) {
      const { verdict, written } = await exportOf(client, null);
      const count = size ?? written.manifest.treeSize;
      expect(claimsOf(verdict)).toContain(`COMPLETE (#0 to #${count - 1})`);
      expect(verdict).toMatchObject({ facts: { entryCount: count, treeSize: count } });
    }
  });

  it("of a range of time is complete, with the neighbours that show its edges", async () => {
    const [from, to] = [await timeAt("bolt", 1503), await timeAt("bolt", 1509)];
    const { verdict } = await exportOf("bolt", `from=${from}&to=${to}`);
    const claims = claimsOf(verdict);
    expect(claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(true);
    expect(verdict).toMatchObject({ facts: { fromTime: from, toTime: to } });
    const empty = await exportOf("acme", "from=2020-01-01&to=2020-01-02");
    expect(claimsOf(empty.verdict)).toContain("COMPLETE (empty)");
  });

  it("of a filter says how many, and with stubs that none is missing", async () => {
    const query = "range=all&id=3,7&entity=ticket";
    const some = await exportOf("acme", query);
    expect(claimsOf(some.verdict)).toContain("PARTIAL");
    const all = await exportOf("acme", query, true);
    expect(claimsOf(all.verdict)).toContain("COMPLETE (#0 to #21)");
    expect(all.verdict).toMatchObject({ facts: { entryCount: 2, stubCount: 20 } });
  });

  it("is itself an entry of the log, with its hash and its count", async () => {
    const { written } = await exportOf("acme", "range=all&id=3");
    const [row] = await database.admin<{ fields: string[] }[]>`
      select fields from custody.entries where action = 'export.completed'
      order by idx desc limit 1`;
    expect(JSON.parse(row?.fields[7] ?? "")).toMatchObject({
      metadata: { format: "bundle", count: 1, sha256: written.sha256 },
    });
  });

  it("of one entry is a receipt, also of one that is about no client", async () => {
    const { scope } = northwind.ctx;
    for (const clientId of [northwind.clients.bolt ?? null, null]) {
      const chain = await findChain(scope, { kind: "client", clientId });
      const sealed = chain && (await findSealedChain(scope, chain));
      const entry = chain && (await findAt(scope, chain, 1))?.entry;
      if (!sealed || !entry) throw new Error("nothing is sealed");
      const proof = await proveDisclosed(scope, sealed, [[1, 2]]);
      const parts = { entry, proof, signer, now: new Date() };
      const verdict = verify(createReceipt(sealed, parts));
      expect(claimsOf(verdict)).toContain("COMPLETE (#1)");
      expect(verdict).toMatchObject({ facts: { kind: "client", entryCount: 1 } });
    }
  });

  it("is not made from a log in which an entry was changed, which is named", async () => {
    await database.admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`alter table custody.entries disable trigger user`;
      await sql`update custody.entries set recorded_at = recorded_at - interval '1 day'
        where client_id = ${northwind.clients.acme ?? ""} and sidx = 9`;
    });
    const asked: string[] = [];
    const listening = await database.verifier.listen("custody_verify", (id) => {
      asked.push(id);
    });
    await expect(exportOf("acme", null)).rejects.toThrow(/entry #(9|10)/);
    await expect.poll(() => asked).toEqual([northwind.organizationId]);
    await listening.unlisten();
    const [row] = await database.admin<{ outcome: string; fields: string[] }[]>`
      select outcome, fields from custody.entries where action = 'export.failed'`;
    expect(row?.outcome).toBe("failed");
    expect(row?.fields[7]).toMatch(/The log does not hold: entry #(9|10)/);
  });
});

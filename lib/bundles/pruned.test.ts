import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEntryProof } from "@/lib/entry-proofs/model";
import { findEntryProof } from "@/lib/entry-proofs/queries";
import { exportBundle } from "@/lib/exports/jobs";
import { wholeLog } from "@/lib/exports/model";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { policyOfKeys } from "@/lib/proof/policy";
import { createSigner } from "@/lib/proof/signed-note";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { closeSealer } from "@/lib/sealer/mutations";
import { closeVerifier, verifyWhole } from "@/lib/verification/mutations";
import { testOrigin } from "@/testing/cluster";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { makePrunedLog, type PrunedLog } from "@/testing/pruned-log";
import { testSigner } from "@/testing/test-sealer";

const folder = mkdtempSync(join(tmpdir(), "custody-pruned-"));
const signer = createSigner(`${testOrigin}/export`, new Uint8Array(32).fill(7));
const policy = policyOfKeys([testSigner.key, signer.key]);

let database: TestDatabase;
let log: PrunedLog;

beforeAll(async () => {
  database = await openTestDatabase();
  log = await makePrunedLog(database, 2_500);
}, 120_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeVerifier(log.verifier);
  await closeSealer(log.sealer);
  await database.drop();
});

async function exportOf(clientId: string | null): Promise<string[]> {
  const file = join(folder, "bundle.zip");
  const range = { from: null, to: null };
  const wish = { clientId, query: wholeLog, withStubs: false, range, file, signer };
  await exportBundle(log.ctx, wish);
  const verdict = runToEnd(verifyArchive(new Uint8Array(readFileSync(file)), policy));
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

describe("a log that was pruned in part", () => {
  it("still verifies whole", async () => {
    const { findings } = await verifyWhole(log.verifier, log.organizationId, {
      isWhole: true,
    });
    expect(findings).toEqual([]);
    const [left] = await database.admin`
      select count(*)::int as count from custody.pruned_links`;
    expect(left?.count).toBeGreaterThan(100);
  });

  it("proves each kept entry, wherever it stands among pruned ones", async () => {
    const rows = await database.admin<{ id: string }[]>`
      select id from custody.entries e where organization_id = ${log.organizationId}
        and (idx % 40 = 0 or not exists (select from custody.entries b
          where b.organization_id = e.organization_id and b.client_slot = e.client_slot
            and b.sidx = e.sidx - 1))`;
    expect(rows.length).toBeGreaterThan(20);
    for (const { id } of rows) {
      const found = await findEntryProof(log.ctx.scope, id);
      if (found.kind !== "proof") throw new Error(`${id}: ${found.kind}`);
      expect(checkEntryProof(found.proof, [testSigner.key])).toEqual({ ok: true });
    }
  });

  it("makes bundles of every client that claim what is kept", async () => {
    const rows = await database.admin<{ id: string }[]>`
      select id from custody.clients where organization_id = ${log.organizationId}`;
    for (const { id } of rows) {
      const claims = await exportOf(id);
      expect(claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(true);
    }
  });

  it("makes a bundle of the organization that is authentic, and not complete", async () => {
    const claims = await exportOf(null);
    expect(claims).toEqual(expect.arrayContaining(["AUTHENTIC", "PARTIAL"]));
    expect(claims.some((claim) => claim.startsWith("COMPLETE"))).toBe(false);
  });
});

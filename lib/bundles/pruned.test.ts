import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { loadDemo } from "@/lib/demo/mutations";
import { checkEntryProof } from "@/lib/entry-proofs/model";
import { findEntryProof } from "@/lib/entry-proofs/queries";
import { exportBundle } from "@/lib/exports/jobs";
import { wholeLog } from "@/lib/exports/model";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { policyOfKeys } from "@/lib/proof/policy";
import { createSigner } from "@/lib/proof/signed-note";
import { runToEnd, verifyArchive } from "@/lib/proof/verify-bundle";
import { announcePrune, completePrune } from "@/lib/pruning/mutations";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import {
  closeVerifier,
  type Verifier,
  verifyTick,
  verifyWhole,
} from "@/lib/verification/mutations";
import { testOrigin } from "@/testing/cluster";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import {
  makeFolder,
  openTestSealer,
  openTestVerifier,
  sealNew,
  testSigner,
} from "@/testing/test-sealer";

const folder = mkdtempSync(join(tmpdir(), "custody-pruned-"));
const signer = createSigner(`${testOrigin}/export`, new Uint8Array(32).fill(7));
const policy = policyOfKeys([testSigner.key, signer.key]);
const keptClient = "acme";

let database: TestDatabase;
let pruner: Database;
let sealer: Sealer;
let verifier: Verifier;
let organizationId: string;
let ctx: Ctx;

/** One client keeps everything, so the organization's chain is pruned only in part. */
beforeAll(async () => {
  database = await openTestDatabase();
  pruner = openDatabase(database.url("pruner"), 1);
  ({ organizationId } = await loadDemo({
    slug: "northwind",
    name: "Northwind MSP",
    seed: 3,
    events: 2_500,
    endAt: new Date(Date.now() - 86_400_000),
  }));
  ctx = mintSystemCtx(organizationId, "Retention");
  await database.admin`
    insert into custody.retention_rules (organization_id, client_id, retention_days)
    select ${organizationId}::uuid, null::uuid, 200
    union all select ${organizationId}::uuid, id, 2557
    from custody.clients where slug = ${keptClient}`;
  const sealerFolder = makeFolder("pruned");
  sealer = await openTestSealer(database, sealerFolder);
  verifier = await openTestVerifier(database, sealerFolder);
  await sealNew(sealer);
  const { runId } = await announcePrune(ctx, { reason: "old", expectedCount: null });
  await sealNew(sealer);
  await verifyTick(verifier);
  await completePrune(pruner, { organizationId, runId });
  await inScope(ctx.scope, (tx) =>
    appendWithin(tx, ctx, [{ event: { action: "ticket.created" }, clientId: null }]),
  );
  await sealNew(sealer);
}, 120_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeVerifier(verifier);
  await closeSealer(sealer);
  await pruner.$client.end();
  await database.drop();
});

async function exportOf(clientId: string | null): Promise<string[]> {
  const file = join(folder, "bundle.zip");
  const wish = { clientId, query: wholeLog, withStubs: false, zone: "UTC", file, signer };
  await exportBundle(ctx, wish);
  const verdict = runToEnd(verifyArchive(new Uint8Array(readFileSync(file)), policy));
  expect(verdict).toMatchObject({ ok: true });
  return verdict.ok ? listClaims(verdict.facts) : [];
}

describe("a log that was pruned in part", () => {
  it("still verifies whole", async () => {
    const { findings } = await verifyWhole(verifier, organizationId, { isWhole: true });
    expect(findings).toEqual([]);
    const [left] = await database.admin`
      select count(*)::int as count from custody.pruned_links`;
    expect(left?.count).toBeGreaterThan(100);
  });

  it("proves each kept entry, wherever it stands among pruned ones", async () => {
    const rows = await database.admin<{ id: string }[]>`
      select id from custody.entries e where organization_id = ${organizationId}
        and (idx % 40 = 0 or not exists (select from custody.entries b
          where b.organization_id = e.organization_id and b.client_slot = e.client_slot
            and b.sidx = e.sidx - 1))`;
    expect(rows.length).toBeGreaterThan(20);
    for (const { id } of rows) {
      const found = await findEntryProof(ctx.scope, id);
      if (found.kind !== "proof") throw new Error(`${id}: ${found.kind}`);
      expect(checkEntryProof(found.proof, [testSigner.key])).toEqual({ ok: true });
    }
  });

  it("makes bundles of every client that claim what is kept", async () => {
    const rows = await database.admin<{ id: string }[]>`
      select id from custody.clients where organization_id = ${organizationId}`;
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

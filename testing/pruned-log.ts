import { openDatabase } from "@/db/client";
import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { loadDemo } from "@/lib/demo/mutations";
import { announcePrune, completePrune } from "@/lib/pruning/mutations";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import type { Sealer } from "@/lib/sealer/mutations";
import { type Verifier, verifyTick } from "@/lib/verification/mutations";
import type { TestDatabase } from "./database";
import { makeFolder, openTestSealer, openTestVerifier, sealNew } from "./test-sealer";

export const keptClient = "acme";

export type PrunedLog = {
  organizationId: string;
  ctx: Ctx;
  sealer: Sealer;
  verifier: Verifier;
};

/** A demo log, sealed and verified, of which all but one client's old entries were pruned. */
export async function makePrunedLog(
  database: TestDatabase,
  events: number,
): Promise<PrunedLog> {
  const { organizationId } = await loadDemo({
    slug: "northwind",
    name: "Northwind MSP",
    seed: 3,
    events,
    endAt: new Date(Date.now() - 86_400_000),
  });
  const ctx = mintSystemCtx(organizationId, "Retention");
  await database.admin`
    insert into custody.retention_rules (organization_id, client_id, retention_days)
    select ${organizationId}::uuid, null::uuid, 200
    union all select ${organizationId}::uuid, id, 2557
    from custody.clients where slug = ${keptClient}`;
  const folder = makeFolder("pruned");
  const sealer = await openTestSealer(database, folder);
  const verifier = await openTestVerifier(database, folder);
  await sealNew(sealer);
  const { runId } = await announcePrune(ctx, { reason: "old", expectedCount: null });
  await sealNew(sealer);
  await verifyTick(verifier);
  const pruner = openDatabase(database.url("pruner"), 1);
  await completePrune(pruner, { organizationId, runId });
  await pruner.$client.end();
  await inScope(ctx.scope, (tx) =>
    appendWithin(tx, ctx, [{ event: { action: "ticket.created" }, clientId: null }]),
  );
  await sealNew(sealer);
  return { organizationId, ctx, sealer, verifier };
}

import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { findChain, findSealedChain } from "@/lib/bundles/queries";
import { AppError } from "@/lib/kit/errors";
import type { Pack } from "@/lib/packs/model";
import { readInScope } from "@/lib/runtime/transaction";
import { sealNow } from "@/lib/seal/mutations";

const sealWaitMs = 30_000;

/**
 * The chain that proves a pack: sealed now at the first try, and from then on as its epoch
 * says, whatever was sealed or countersigned since.
 */
export async function findPackChain(scope: Scope, pack: Pack): Promise<SealedChain> {
  const { clientId, epochIndex, tlogProof } = pack;
  const target =
    clientId === null
      ? ({ kind: "organization" } as const)
      : ({ kind: "client", clientId } as const);
  if (epochIndex === null) await sealNow(scope.organizationId, sealWaitMs);
  const chain = await findChain(scope, target);
  const sealed = chain && (await findSealedChain(scope, chain, epochIndex ?? undefined));
  if (!sealed) throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
  return tlogProof === null ? sealed : { ...sealed, tlogProof };
}

/** What the organization and the client of a scope are called. */
export async function findPackNames(
  scope: Scope,
): Promise<{ organization: string; client: string | null }> {
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<{ organization: string; client: string | null }>(sql`
      select o.name as organization, c.name as client
      from custody.organizations o
      left join custody.clients c on c.organization_id = o.id and c.id = ${scope.clientId}::uuid
      where o.id = ${scope.organizationId}::uuid`);
    return row ?? { organization: "", client: null };
  });
}

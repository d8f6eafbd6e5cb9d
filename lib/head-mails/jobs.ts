import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { findChain, findSealedChain } from "@/lib/bundles/queries";
import { log } from "@/lib/kit/log";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { parseEpoch } from "@/lib/proof/epoch";
import { formatSignedHead } from "@/lib/proof/signed-head";
import { readInScope } from "@/lib/runtime/transaction";
import { describeHead, weekOf } from "./letter";
import { sendHead } from "./mutations";
import { findHeadSetting, type HeadReader, listHeadReaders } from "./queries";

const systemName = "Signed heads";

/** Each client's contacts hold the head of their stream: nobody can rewrite it unseen. */
export async function sendHeadsJob(now = new Date()): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    const ctx = mintSystemCtx(organizationId, systemName);
    const { readers, name } = await readInScope(ctx.scope, async (tx) => ({
      readers: await listHeadReaders(tx, organizationId),
      name: (await findHeadSetting(tx, organizationId)).name,
    }));
    let mailCount = 0;
    for (const clientId of new Set(readers.map((reader) => reader.clientId))) {
      const ofClient = readers.filter((reader) => reader.clientId === clientId);
      mailCount += await sendTo(ctx, clientId, { readers: ofClient, name, now });
    }
    if (mailCount > 0)
      log.info({ organizationId, mailCount }, "signed heads were mailed");
  }
}

type Sending = { readers: HeadReader[]; name: string; now: Date };

/** Nothing for a client of whom nothing is sealed yet. */
async function sendTo(
  ctx: Ctx,
  clientId: string,
  { readers, name, now }: Sending,
): Promise<number> {
  const chain = await findChain(ctx.scope, { kind: "client", clientId });
  const sealed = chain && (await findSealedChain(ctx.scope, chain));
  const client = readers[0]?.client;
  if (!sealed?.stream || client === undefined) return 0;
  const { head, proof, tlogProof, stream } = sealed;
  const letter = describeHead({
    organization: name,
    client,
    stream,
    head,
    sealedAt: parseEpoch(proof.epoch).sealedAt,
    signedHead: formatSignedHead({ ...proof, size: head.size }, tlogProof),
  });
  return sendHead(ctx, {
    clientId,
    client,
    week: weekOf(now),
    epochIndex: proof.epochIndex,
    size: head.size,
    emails: readers.map(({ email }) => email),
    letter,
  });
}

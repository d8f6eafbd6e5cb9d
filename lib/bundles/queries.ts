import { sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { BundleProof, PastHead } from "@/lib/proof/bundle-proof";
import { parseOrganizationHead, parseStreamHead } from "@/lib/proof/heads";
import { listConsistencyProofFrom } from "@/lib/proof/merkle";
import { formatStreamName, parseOrganizationName } from "@/lib/proof/names";
import { createSetProofFrom, type DisclosedRange } from "@/lib/proof/set-proof";
import { formatTlogProof } from "@/lib/proof/tlog-proof";
import { organizationChain, splitNodes } from "@/lib/pruning/model";
import { findPrefix } from "@/lib/pruning/queries";
import { readInScope } from "@/lib/runtime/transaction";
import {
  type ChainPlace,
  findEpoch,
  findOrganizationHead,
  findStreamHead,
  readTree,
  type SealedEpoch,
} from "@/lib/seal/queries";
import { type Chain, listEdges, type SealedChain } from "./model";
import { createRangeHash } from "./tree";

/** The policy of whoever trusts this installation: every key that signed for it. */
export async function findOwnPolicy(): Promise<string | null> {
  const rows = await getDatabase().execute<{ key: string }>(sql`
    select key from (
      select log_key as key, 0 as place from custody.installation
      union select verifier_key, 0 from custody.log_keys
      union select export_key, 1 from custody.installation) keys
    order by place, key`);
  const lines = rows.map(({ key }) => `log ${key}\n`);
  return lines.length === 0 ? null : `${lines.join("")}quorum none\n`;
}

/** A stream, where null is the one about no client, or the organization's own chain. */
export type ChainTarget =
  | { kind: "client"; clientId: string | null }
  | { kind: "organization" };

/** The chain that is meant; null for one that is not there. */
export function findChain(scope: Scope, target: ChainTarget): Promise<Chain | null> {
  const { organizationId } = scope;
  const isStream = target.kind === "client";
  const clientId = isStream ? target.clientId : null;
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<{ org: string; demo: boolean; slot: number | null }>(
      sql`select h.name as org, h.is_demo as demo,
          case when ${isStream} then s.client_slot end as slot
        from custody.organization_heads h
        left join custody.stream_heads s on s.organization_id = h.organization_id
          and s.client_id is not distinct from ${clientId}::uuid
        where h.organization_id = ${organizationId}::uuid`,
    );
    if (!row || (isStream && row.slot === null)) return null;
    const { org, demo: isDemo, slot } = row;
    return { organizationId, org, clientId, slot, isDemo };
  });
}

/** What an epoch, or the newest, says of a chain; null until one holds it. */
export function findSealedChain(
  scope: Scope,
  chain: Chain,
  asOf?: number,
): Promise<SealedChain | null> {
  return readInScope(scope, async (tx) => {
    const epoch = await findEpoch(tx, asOf);
    if (!epoch) return null;
    const { organizationId } = chain;
    const organization = await findOrganizationHead(tx, organizationId, epoch);
    if (!organization) return null;
    const orgHead = { text: organization.head, proof: organization.proof };
    const sealed = {
      chain,
      origin: parseOrganizationName(chain.org).origin,
      tlogProof: await formatEpochProof(tx, epoch),
    };
    const { data, epochIndex } = epoch;
    const proof = { epoch: data, epochIndex, orgHead };
    if (chain.slot === null) {
      const head = parseOrganizationHead(organization.head);
      const kind = "organization" as const;
      return {
        ...sealed,
        kind,
        stream: null,
        head,
        proof: { ...proof, streamHead: null },
      };
    }
    const found = await findStreamHead(
      tx,
      { organizationId, slot: chain.slot },
      { sealed: epoch, organizationHead: organization.head },
    );
    if (!found) return null;
    return {
      ...sealed,
      kind: "client" as const,
      stream: formatStreamName(chain.org, chain.slot),
      head: parseStreamHead(found.head),
      proof: { ...proof, streamHead: { text: found.head, proof: found.proof } },
    };
  });
}

/** The whole proof.json of what a bundle shows. */
export function proveDisclosed(
  scope: Scope,
  sealed: SealedChain,
  disclosed: DisclosedRange[],
): Promise<BundleProof> {
  const { head, proof } = sealed;
  return readInScope(scope, async (tx) => {
    const hash = await openTree(tx, sealed, listEdges(disclosed));
    const setProof = createSetProofFrom(head.size, disclosed, hash);
    return { size: head.size, disclosed, setProof, ...proof };
  });
}

/** The heads at the end of each earlier UTC day, each proven to be this head's past. */
export function listPastHeads(scope: Scope, sealed: SealedChain): Promise<PastHead[]> {
  return readInScope(scope, async (tx) => {
    const rows = await findPastHeads(tx, sealed);
    const sizes = rows.map(({ size }) => Number(size));
    const hash = await openTree(
      tx,
      sealed,
      sizes.flatMap((size) => [size - 1, size]),
    );
    return rows.map(({ epoch, head, size }) => ({
      epochIndex: Number(epoch),
      head,
      consistency: listConsistencyProofFrom(sealed.head.size, Number(size), hash),
    }));
  });
}

async function findPastHeads(tx: Tx, { chain, proof, head }: SealedChain) {
  const { organizationId, slot } = chain;
  const from =
    slot === null
      ? sql`custody.sealed_organizations h where h.organization_id = ${organizationId}::uuid`
      : sql`custody.sealed_streams h where h.organization_id = ${organizationId}::uuid
          and h.client_slot = ${slot}`;
  return tx.execute<{ epoch: string; head: string; size: string }>(sql`
    select distinct on (day) epoch, head, size from (
      select h.epoch_index as epoch, h.head, h.size,
        (select (e.sealed_at at time zone 'UTC')::date from custody.epochs e
          where e.epoch_index = h.epoch_index) as day
      from ${from} and h.epoch_index < ${proof.epochIndex}
        and h.size between ${head.minIndex}::bigint and ${head.size}::bigint) past
    order by day, epoch desc`);
}

function openTree(tx: Tx, { chain, head }: SealedChain, edges: number[]) {
  const { organizationId, slot } = chain;
  return openChain(tx, { organizationId, slot, size: head.size }, edges);
}

/** Hashes subtrees of a sealed chain around some leaves, also where a prune left few. */
export async function openChain(
  tx: Tx,
  { organizationId, slot, size }: ChainPlace,
  edges: number[],
) {
  const inside = edges.filter((edge) => edge >= 0 && edge < size);
  const ranges = inside.map((edge) => [edge, edge + 1] as const);
  const nodes = await readTree(tx, { organizationId, slot, size }, ranges);
  const prefix = await findPrefix(tx, organizationId, slot ?? organizationChain);
  const kept = splitNodes(prefix.size, Uint8Array.from(prefix.nodes));
  return createRangeHash(nodes, kept);
}

/** The checkpoint goes with every signature of a witness that is there by now. */
async function formatEpochProof(
  tx: Tx,
  { epochIndex: index, path, checkpoint }: SealedEpoch,
): Promise<string> {
  const lines = await tx.execute<{ line: string }>(sql`
    select line from custody.cosignatures where epoch_index = ${index}
    order by received_at, line`);
  const cosigned = checkpoint + lines.map(({ line }) => line).join("");
  return formatTlogProof({ index, proof: path, checkpoint: cosigned, extra: null });
}

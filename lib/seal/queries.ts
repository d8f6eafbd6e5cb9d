import { sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { blockLeafCount } from "@/lib/integrity/blocks";
import { type Epoch, parseEpoch } from "@/lib/proof/epoch";
import {
  createVacancy,
  listSlotLeaves,
  parseOrganizationHead,
  parseStreamHead,
  type StreamHead,
} from "@/lib/proof/heads";
import { listInclusionProof } from "@/lib/proof/merkle";
import { formatOrganizationName, formatStreamName } from "@/lib/proof/names";
import { type LeafRange, listOpenBlocks, type TreeNodes } from "./tree";

export type SealedEpoch = {
  epochIndex: number;
  data: string;
  epoch: Epoch;
  /** The audit path of the epoch as the last leaf of its checkpoint. */
  path: Uint8Array[];
  checkpoint: string;
};

type EpochRow = {
  epochIndex: string;
  data: string;
  path: Uint8Array;
  checkpoint: string;
};

/** An epoch, or the newest; null while nothing is sealed. */
export async function findEpoch(
  tx: Tx,
  epochIndex?: number,
): Promise<SealedEpoch | null> {
  const [row] = await tx.execute<EpochRow>(sql`
    select epoch_index as "epochIndex", data, path, checkpoint from custody.epochs
    where ${epochIndex === undefined ? sql`true` : sql`epoch_index = ${epochIndex}`}
    order by epoch_index desc limit 1`);
  if (!row) return null;
  const { data, checkpoint } = row;
  return {
    epochIndex: Number(row.epochIndex),
    data,
    epoch: parseEpoch(data),
    path: splitHashes(row.path),
    checkpoint,
  };
}

export type ProvenHead = { head: string; proof: Uint8Array[]; size: number };

/** The organization's head as an epoch holds it, and its path to the epoch's root. */
export async function findOrganizationHead(
  tx: Tx,
  organizationId: string,
  sealed: SealedEpoch,
): Promise<ProvenHead | null> {
  const [row] = await tx.execute<{ head: string }>(sql`
    select head from custody.sealed_organizations
    where organization_id = ${organizationId}::uuid and epoch_index <= ${sealed.epochIndex}
    order by epoch_index desc limit 1`);
  if (!row) return null;
  const { organization, size } = parseOrganizationHead(row.head);
  const leaves = await tx.execute<LeafRow>(sql`
    select slot, leaf_hash as leaf
    from custody.list_organization_leaves(${sealed.epochIndex})`);
  const { origin, width } = sealed.epoch;
  const nameOf = (slot: number) => formatOrganizationName(origin, slot);
  const proof = await proveSlot(tx, { width, leaves, nameOf, name: organization });
  return { head: row.head, proof, size };
}

/** A stream's head as an epoch holds it, and its path to the organization's streams_root. */
export async function findStreamHead(
  tx: Tx,
  { organizationId, slot }: { organizationId: string; slot: number },
  { sealed, organizationHead }: { sealed: SealedEpoch; organizationHead: string },
): Promise<ProvenHead | null> {
  const [row] = await tx.execute<{ head: string }>(sql`
    select head from custody.sealed_streams
    where organization_id = ${organizationId}::uuid and client_slot = ${slot}
      and epoch_index <= ${sealed.epochIndex}
    order by epoch_index desc limit 1`);
  if (!row) return null;
  const { stream, size }: StreamHead = parseStreamHead(row.head);
  const { organization, width } = parseOrganizationHead(organizationHead);
  const leaves = await tx.execute<LeafRow>(sql`
    select slot, leaf_hash as leaf
    from custody.list_stream_leaves(${organizationId}::uuid, ${sealed.epochIndex})`);
  const nameOf = (at: number) => formatStreamName(organization, at);
  const proof = await proveSlot(tx, { width, leaves, nameOf, name: stream });
  return { head: row.head, proof, size };
}

type LeafRow = { slot: number; leaf: Uint8Array };

type SlotTable = {
  width: number;
  leaves: LeafRow[];
  nameOf: (slot: number) => string;
  name: string;
};

async function proveSlot(
  tx: Tx,
  { width, leaves, nameOf, name }: SlotTable,
): Promise<Uint8Array[]> {
  const [row] = await tx.execute<{ key: Uint8Array }>(sql`
    select key from custody.vacant_keys`);
  if (!row) throw new Error("nothing was sealed, so no slot is vacant");
  const heads = new Map(leaves.map(({ slot, leaf }) => [slot, Uint8Array.from(leaf)]));
  const vacantAt = createVacancy(Uint8Array.from(row.key), nameOf);
  const table = listSlotLeaves(width, heads, vacantAt);
  return listInclusionProof(table, Number(name.slice(name.lastIndexOf("/") + 1)));
}

export type ChainPlace = {
  organizationId: string;
  /** The slot of a stream; null for the organization's own chain. */
  slot: number | null;
  size: number;
};

/** What a proof about some leaves of a chain needs: kept block roots, and few leaves. */
export async function readTree(
  tx: Tx,
  { organizationId, slot, size }: ChainPlace,
  disclosed: readonly LeafRange[],
): Promise<TreeNodes> {
  const rows = await tx.execute<{ block: string; hash: Uint8Array }>(sql`
    select block, hash from custody.sealed_blocks
    where organization_id = ${organizationId}::uuid and chain = ${slot ?? -1}
      and block < ${Math.floor(size / blockLeafCount)}`);
  const blocks = new Map(
    rows.map((row) => [Number(row.block), Uint8Array.from(row.hash)]),
  );
  const leaves = new Map<number, Uint8Array>();
  for (const block of listOpenBlocks(size, disclosed)) {
    const from = block * blockLeafCount;
    const to = Math.min(from + blockLeafCount, size);
    const read = await tx.execute<{ at: string; hash: Uint8Array }>(
      slot === null
        ? sql`select idx as at, org_hash as hash from custody.entries
            where organization_id = ${organizationId}::uuid and idx >= ${from} and idx < ${to}
          union all select idx, org_hash from custody.pruned_links
            where organization_id = ${organizationId}::uuid and idx >= ${from} and idx < ${to}`
        : sql`select sidx as at, hash from custody.entries
            where organization_id = ${organizationId}::uuid and client_slot = ${slot}
              and sidx >= ${from} and sidx < ${to}`,
    );
    for (const { at, hash } of read) leaves.set(Number(at), Uint8Array.from(hash));
  }
  return { size, blocks, leaves };
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / 32 }, (_, at) =>
    Uint8Array.from(bytes.subarray(at * 32, at * 32 + 32)),
  );
}

/** The newest checkpoint with all its cosignatures, as anyone may keep it. */
export async function findLatestCheckpoint(): Promise<string | null> {
  const [row] = await getDatabase().execute<{ file: string }>(sql`
    select e.checkpoint || coalesce((
      select string_agg(c.line, '' order by c.received_at, c.line)
      from custody.cosignatures c where c.epoch_index = e.epoch_index), '') as file
    from custody.epochs e order by e.epoch_index desc limit 1`);
  return row?.file ?? null;
}

import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import { openChain } from "@/lib/bundles/queries";
import { type KeptParts, openKept, readTexts } from "@/lib/erased/kept";
import { keptColumn } from "@/lib/erased/sql";
import { formatHex } from "@/lib/proof/bytes";
import { formatEntryData, formatOrganizationData } from "@/lib/proof/chain";
import { parseOrganizationHead, parseStreamHead } from "@/lib/proof/heads";
import { readInScope } from "@/lib/runtime/transaction";
import {
  findEpoch,
  findOrganizationHead,
  findStreamHead,
  type ProvenHead,
  type SealedEpoch,
} from "@/lib/seal/queries";
import { listPath } from "@/lib/seal/tree";
import { type EntryProof, entryProofVersion, formatHashes } from "./model";

type EntryRow = {
  idx: string;
  sidx: string;
  slot: number;
  recordedAt: string;
  prevHash: Uint8Array;
  hash: Uint8Array;
  orgPrevHash: Uint8Array;
  orgHash: Uint8Array;
  bodyRoot: Uint8Array;
  entryKey: Uint8Array | null;
  fields: (string | null)[];
  kept: KeptParts | null;
};

export type FoundProof =
  | { kind: "proof"; proof: EntryProof }
  | { kind: "unsealed" }
  | { kind: "absent" };

/** Everything that shows one entry to be in the newest sealed log, if the scope covers it. */
export function findEntryProof(scope: Scope, id: string): Promise<FoundProof> {
  const { organizationId } = scope;
  return readInScope(scope, async (tx): Promise<FoundProof> => {
    const row = await findRow(tx, organizationId, id);
    if (!row) return { kind: "absent" };
    const sealed = await findEpoch(tx);
    const organization =
      sealed && (await findOrganizationHead(tx, organizationId, sealed));
    const stream =
      organization &&
      (await findStreamHead(
        tx,
        { organizationId, slot: row.slot },
        { sealed, organizationHead: organization.head },
      ));
    if (!stream || stream.size <= Number(row.sidx)) return { kind: "unsealed" };
    const heads = { sealed, organization, stream };
    const proof = await proveEntry(tx, scope, { row, ...heads });
    return { kind: "proof", proof };
  });
}

type Parts = {
  row: EntryRow;
  sealed: SealedEpoch;
  organization: ProvenHead;
  stream: ProvenHead;
};

async function proveEntry(tx: Tx, scope: Scope, parts: Parts): Promise<EntryProof> {
  const { row, sealed, organization, stream } = parts;
  const { organizationId } = scope;
  const sidx = Number(row.sidx);
  const place = { organizationId, slot: row.slot, size: stream.size };
  const hash = await openChain(tx, place, [sidx]);
  const isLimited = scope.clientId !== null;
  return {
    format: entryProofVersion,
    header: formatEntryData({
      stream: parseStreamHead(stream.head).stream,
      sidx,
      recordedAt: row.recordedAt,
      prevHash: row.prevHash,
      fieldCount: row.fields.length,
      bodyRoot: row.bodyRoot,
    }),
    hash: formatHex(row.hash),
    entry_key: row.entryKey === null ? null : formatHex(row.entryKey),
    fields: row.fields,
    ...erasedOf(row),
    entry_proof: formatHashes(listPath(stream.size, sidx, hash)),
    stream_head: stream.head,
    stream_proof: formatHashes(stream.proof),
    org_head: organization.head,
    org_proof: formatHashes(organization.proof),
    epoch: sealed.data,
    epoch_index: sealed.epochIndex,
    epoch_proof: formatHashes(sealed.path),
    checkpoint: sealed.checkpoint,
    ...(isLimited ? {} : { organization: await provePlace(tx, organizationId, parts) }),
  };
}

function erasedOf({ kept, fields }: EntryRow): Pick<EntryProof, "erased"> {
  if (kept === null) return {};
  const { commitments, records } = kept;
  const salts = openKept(fields, kept).salts.map(formatHex);
  return { erased: { salts, commitments, records: records.map(({ id }) => id) } };
}

async function provePlace(
  tx: Tx,
  organizationId: string,
  { row, organization }: Parts,
): Promise<EntryProof["organization"]> {
  const idx = Number(row.idx);
  const place = { organizationId, slot: null, size: organization.size };
  const hash = await openChain(tx, place, [idx]);
  return {
    header: formatOrganizationData({
      organization: parseOrganizationHead(organization.head).organization,
      idx,
      recordedAt: row.recordedAt,
      prevHash: row.orgPrevHash,
      clientSlot: row.slot,
      sidx: Number(row.sidx),
      entryHash: row.hash,
    }),
    hash: formatHex(row.orgHash),
    proof: formatHashes(listPath(organization.size, idx, hash)),
  };
}

/** The row of an entry as it is; row security decides who may see it. */
async function findRow(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<EntryRow | undefined> {
  const [row] = await tx.execute<EntryRow>(sql`
    select idx, sidx, client_slot as slot, prev_hash as "prevHash", hash,
      to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        as "recordedAt",
      org_prev_hash as "orgPrevHash", org_hash as "orgHash", body_root as "bodyRoot",
      entry_key as "entryKey", fields,
      ${keptColumn(sql`entries`)} as kept
    from custody.entries
    where organization_id = ${organizationId}::uuid and id = ${id}`);
  return row && { ...row, fields: readTexts(row.fields) };
}

import postgres from "postgres";
import {
  type Block,
  blockLeafCount,
  completeBlock,
  organizationChain,
} from "@/lib/integrity/blocks";
import { copyLogState, createLogState, type LogState } from "@/lib/integrity/chain-state";
import { type Finding, isLocal } from "@/lib/integrity/finding";
import type { LogRow } from "@/lib/integrity/log-row";
import { listRows, type Reader } from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { walkRow } from "@/lib/integrity/walk";
import { listPrunedPrefixes } from "@/lib/prefixes/queries";
import { encodeText, formatHex, parseHex } from "@/lib/proof/bytes";
import { zeroHash } from "@/lib/proof/chain";
import { sha256 } from "@/lib/proof/hash";
import { type ByHand, listByHand, readBatches, walkBatch } from "@/lib/walks/queries";
import type { WalkedLog } from "./compose";
import type { SealerState } from "./state";

export const sealerLockId = 6_301_447;
export const sealChannel = "custody_seal";

/** One connection, which holds the lock: when it is lost, so is the right to seal. */
export function openSealerConnection(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => {},
    max_lifetime: null,
    connection: { application_name: "custody-sealer" },
  });
}

/** Two sealers of one log would sign two histories. */
export async function isOnlySealer(sql: Reader): Promise<boolean> {
  const [row] = await sql<{ is_held: boolean }[]>`
    select exists (
      select from pg_locks where locktype = 'advisory' and objid = ${sealerLockId}
        and pid = pg_backend_pid() and granted)
      or pg_try_advisory_lock(${sealerLockId}) as is_held`;
  return row?.is_held ?? false;
}

export type Walk = { walked: WalkedLog | null; findings: Finding[] };

/** Reads and recomputes what a log has grown by; without a result where it does not hold. */
export async function walkNewRows(
  sql: Reader,
  before: LogState | undefined,
  bounds: LogBounds,
): Promise<Walk> {
  const { organizationId, name, width, nextIdx } = bounds;
  const log = before ? copyLogState(before) : createLogState(organizationId, name, width);
  log.width = width;
  const blocks: Block[] = [];
  const findings: Finding[] = [];
  const byHand: ByHand = {
    list: listByHand(sql),
    take: (row) => {
      collectBlocks(log, row, blocks);
      return walkRow(log, row);
    },
  };
  const fromIdx = log.chain.frontier.size;
  const range = { organizationId, fromIdx, toIdx: nextIdx, isWhole: true };
  for await (const batch of readBatches(sql, range)) {
    const part = await walkBatch(log, batch, batch.range.toIdx, byHand);
    findings.push(...part.findings);
    blocks.push(...part.blocks);
    if (!findings.every(isLocal)) return { walked: null, findings };
  }
  for (const { chain, size } of await listPrunedPrefixes(sql, organizationId)) {
    const pruned = chain === organizationChain ? log.chain : log.streams.get(chain);
    if (pruned) pruned.minIndex = size;
  }
  const end = findWrongEnd(log, bounds);
  return end === null
    ? { walked: { log, blocks }, findings }
    : { walked: null, findings: [...findings, end] };
}

function collectBlocks(log: LogState, row: LogRow, blocks: Block[]): void {
  const stream = log.streams.get(row.slot)?.frontier;
  const chains = [
    { chain: organizationChain, frontier: log.chain.frontier, leaf: row.orgHash },
    ...(stream ? [{ chain: row.slot, frontier: stream, leaf: row.hash }] : []),
  ];
  for (const { chain, frontier, leaf } of chains) {
    if ((frontier.size + 1) % blockLeafCount !== 0) continue;
    const root = completeBlock(frontier, parseHex(leaf));
    const block = Math.floor(frontier.size / blockLeafCount);
    if (root !== null) blocks.push({ chain, block, hash: formatHex(root) });
  }
}

function findWrongEnd({ chain }: LogState, bounds: LogBounds): Finding | null {
  const { size } = chain.frontier;
  const { nextIdx, lastHash } = bounds;
  const place = { clientSlot: null, sidx: null };
  if (size < nextIdx) {
    const range = { firstIdx: size, lastIdx: nextIdx - 1 };
    const texts = { expected: `${nextIdx} entries`, found: `${size} entries` };
    return { kind: "missing", ...range, ...place, ...texts, why: "entries are missing" };
  }
  if (lastHash === chain.lastHash) return null;
  const why = "the head row does not name the last entry";
  const range = { firstIdx: Math.max(0, size - 1), lastIdx: Math.max(0, size - 1) };
  const texts = { expected: chain.lastHash, found: lastHash };
  return { kind: "head_row", ...range, ...place, ...texts, why };
}

/** What the database lacks, or has otherwise, of what was sealed before. */
export async function findRetreat(
  sql: Reader,
  log: LogState,
  bounds: LogBounds | undefined,
): Promise<Finding | null> {
  const { size } = log.chain.frontier;
  if (size === 0) return null;
  const nextIdx = bounds?.nextIdx ?? 0;
  const [last] = await listRows(sql, {
    organizationId: log.organizationId,
    fromIdx: size - 1,
    toIdx: size,
    isWhole: false,
  });
  const place = { clientSlot: null, sidx: null };
  if (nextIdx < size || last === undefined) {
    const firstIdx = Math.min(nextIdx, size - 1);
    const texts = { expected: `${size} entries`, found: `${nextIdx} entries` };
    const why = "sealed entries are gone: the database is behind what was sealed";
    return { kind: "behind", firstIdx, lastIdx: size - 1, ...place, ...texts, why };
  }
  if (last.orgHash === log.chain.lastHash) return null;
  const texts = { expected: log.chain.lastHash, found: last.orgHash };
  const why = "the last sealed entry is another one now: entries were rewritten";
  return { kind: "head", firstIdx: 0, lastIdx: size - 1, ...place, ...texts, why };
}

export async function findLastEpoch(
  sql: Reader,
): Promise<{ size: number; leaf: string | null }> {
  const [row] = await sql<{ size: number; leaf: string }[]>`
    select (epoch_index + 1)::float8 as size, encode(leaf_hash, 'hex') as leaf
    from custody.epochs order by epoch_index desc limit 1`;
  return row ?? { size: 0, leaf: null };
}

export function describeLostEpochs(
  state: SealerState,
  { size, leaf }: { size: number; leaf: string | null },
): Finding | null {
  if (size === state.epochs.size && leaf === state.lastLeaf) return null;
  const isBehind = size < state.epochs.size;
  return {
    kind: isBehind ? "behind" : "epoch",
    firstIdx: null,
    lastIdx: null,
    clientSlot: null,
    sidx: null,
    expected: `${state.epochs.size} epochs, the last ${state.lastLeaf ?? "none"}`,
    found: `${size} epochs, the last ${leaf ?? "none"}`,
    why: isBehind
      ? "sealed epochs are gone: the database is behind what was sealed"
      : "the epochs are not the ones that were sealed here",
  };
}

export type SealMoment = {
  sealedAt: string;
  organizationWidth: number;
  witnessedHash: Uint8Array;
};

/** The database's clock, which never falls from one epoch to the next. */
export async function readMoment(
  sql: Reader,
  lastSealedAt: string | null,
): Promise<SealMoment> {
  const [row] = await sql<{ now: string; width: number }[]>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      as now, organization_width as width
    from custody.installation`;
  if (!row) throw new Error("The database is not installed: run custody migrate.");
  const isLater = lastSealedAt === null || row.now > lastSealedAt;
  return {
    sealedAt: isLater ? row.now : lastSealedAt,
    organizationWidth: row.width,
    witnessedHash: await hashWitnessed(sql),
  };
}

async function hashWitnessed(sql: Reader): Promise<Uint8Array> {
  const [row] = await sql<{ file: string }[]>`
    select e.checkpoint || string_agg(c.line, '' order by c.received_at, c.line) as file
    from custody.epochs e join custody.cosignatures c on c.epoch_index = e.epoch_index
    group by e.epoch_index, e.checkpoint order by e.epoch_index desc limit 1`;
  return row === undefined ? zeroHash : sha256(encodeText(row.file));
}

/** How many entries no epoch holds; one more where a database is behind: that is due too. */
export async function countUnsealed(sql: Reader, state: SealerState): Promise<number> {
  const logs = await sql<{ organization_id: string; next_idx: number }[]>`
    select organization_id, next_idx::float8 as next_idx from custody.organization_heads`;
  let count = 0;
  for (const { organization_id: id, next_idx: nextIdx } of logs) {
    const sealed = state.logs.get(id)?.log.chain.frontier.size ?? 0;
    count += Math.abs(nextIdx - sealed);
  }
  return count;
}

import { setImmediate } from "node:timers/promises";
import type { Block } from "@/lib/integrity/blocks";
import type { LogState } from "@/lib/integrity/chain-state";
import { type Finding, isLocal } from "@/lib/integrity/finding";
import type { LogRow } from "@/lib/integrity/log-row";
import type { PackedRows } from "@/lib/integrity/packed-rows";
import { walkPacked } from "@/lib/integrity/packed-walk";
import { listPackedRows, listRows, type Reader } from "@/lib/integrity/queries";
import type { RowRange } from "@/lib/integrity/records";

const rowsAtOnce = { whole: 4_000, structure: 8_000 } as const;
/** How many are read again where one does not hold: most often it is that one alone. */
const rowsByHand = 64;

export type Batch = { range: RowRange; packed: PackedRows | null };

/** The entries of a range in batches; the next is on its way while one is looked at. */
export async function* readBatches(
  sql: Reader,
  range: RowRange,
  read: (part: RowRange) => Promise<PackedRows | null> = (part) =>
    listPackedRows(sql, part),
): AsyncGenerator<Batch> {
  const most = range.isWhole ? rowsAtOnce.whole : rowsAtOnce.structure;
  const partAt = (fromIdx: number): RowRange => ({
    ...range,
    fromIdx,
    toIdx: Math.min(fromIdx + most, range.toIdx),
  });
  const ask = async (part: RowRange): Promise<Batch> => ({
    range: part,
    packed: await read(part),
  });
  let part = partAt(range.fromIdx);
  let next = part.fromIdx < part.toIdx ? ask(part) : null;
  while (next !== null) {
    const batch = await next;
    part = partAt(part.toIdx);
    next = part.fromIdx < part.toIdx ? ask(part) : null;
    next?.catch(() => {});
    await leaveTurns();
    yield batch;
  }
}

/**
 * The driver sends a question only when the turn it was asked in is over, and a batch is
 * walked in one turn: without this the database would stand still meanwhile.
 */
async function leaveTurns(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

export type ByHand = {
  /** The rows of a part in their order, each taken into the state one by one. */
  list: (part: RowRange) => Promise<LogRow[]>;
  take: (row: LogRow) => Finding[];
  isInside?: boolean;
};

/**
 * Takes a batch into the state up to an idx: at once as long as everything holds, and one
 * by one where it does not, up to the first finding that breaks a chain.
 */
export async function walkBatch(
  state: LogState,
  { range, packed }: Batch,
  toIdx: number,
  { list, take, isInside = false }: ByHand,
): Promise<{ findings: Finding[]; blocks: Block[] }> {
  const findings: Finding[] = [];
  const blocks: Block[] = [];
  const size = () => state.chain.frontier.size;
  let position = Math.max(size(), range.fromIdx);
  while (position < toIdx) {
    if (packed !== null && size() === position) {
      blocks.push(...walkPacked(state, packed, { toIdx, isInside }));
      position = size();
    }
    const end = packed === null ? toIdx : Math.min(position + rowsByHand, toIdx);
    const part = { ...range, fromIdx: position, toIdx: end };
    for (const row of position < end ? await list(part) : []) {
      findings.push(...take(row));
      if (!findings.every(isLocal)) return { findings, blocks };
    }
    position = end;
  }
  return { findings, blocks };
}

export function listByHand(sql: Reader): ByHand["list"] {
  return (part) => listRows(sql, part);
}

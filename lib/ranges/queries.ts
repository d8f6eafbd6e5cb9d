import {
  createLogState,
  type LogState,
  startChainAt,
  zeroHex,
} from "@/lib/integrity/chain-state";
import { type Finding, isLocal } from "@/lib/integrity/finding";
import type { LogRow } from "@/lib/integrity/log-row";
import { listRows, type Reader } from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { walkRow } from "@/lib/integrity/walk";
import { listByHand, readBatches, walkBatch } from "@/lib/walks/queries";

const findingsMax = 100;

/**
 * Entries of a range by themselves, without what came before: content, links and order
 * inside it.
 */
export async function checkRange(
  sql: Reader,
  { organizationId, name, width }: LogBounds,
  { fromIdx, toIdx }: { fromIdx: number; toIdx: number },
): Promise<{ findings: Finding[]; log: LogState | null }> {
  const range = { organizationId, fromIdx, toIdx, isWhole: true };
  const [first] = await listRows(sql, { ...range, toIdx: fromIdx + 1, isWhole: false });
  const log = createLogState(organizationId, name, width);
  log.chain = startChainAt(fromIdx, first?.orgPrevHash ?? zeroHex);
  const take = (row: LogRow) => {
    admitStream(log, row);
    return walkRow(log, row);
  };
  const byHand = { list: listByHand(sql), take, isInside: true };
  const findings: Finding[] = [];
  for await (const batch of readBatches(sql, range)) {
    const part = await walkBatch(log, batch, batch.range.toIdx, byHand);
    findings.push(...part.findings);
    if (!findings.every(isLocal) || findings.length >= findingsMax) {
      return { findings, log };
    }
  }
  const { size } = log.chain.frontier;
  if (size < toIdx) {
    const place = { firstIdx: size, lastIdx: toIdx - 1, clientSlot: null, sidx: null };
    const texts = { expected: `#${toIdx - 1}`, found: `#${size - 1}` };
    findings.push({ kind: "missing", ...place, ...texts, why: "entries are missing" });
  }
  return { findings, log };
}

/** The first entry of a stream in a range is taken as it is; the next must follow it. */
function admitStream(log: LogState, row: LogRow): void {
  if (log.streams.has(row.slot)) return;
  const start = startChainAt(row.sidx, row.prevHash);
  log.streams.set(row.slot, { ...start, clientId: null, lastIdx: null });
}

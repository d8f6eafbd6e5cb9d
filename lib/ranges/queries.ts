import { createLogState, type LogState, zeroHex } from "@/lib/integrity/chain-state";
import { type Finding, isLocal } from "@/lib/integrity/finding";
import type { LogRow } from "@/lib/integrity/log-row";
import { listRows, type Reader } from "@/lib/integrity/queries";
import type { LogBounds } from "@/lib/integrity/records";
import { walkRow } from "@/lib/integrity/walk";
import { startAt } from "@/lib/verification/ends";

const rowsAtOnce = 2_000;
const findingsMax = 100;

/**
 * Entries of a range by themselves, without what came before: content, links and order
 * inside it. `known` is the hash that the last one must have, from outside the database.
 */
export async function checkRange(
  sql: Reader,
  bounds: LogBounds,
  range: { fromIdx: number; toIdx: number },
): Promise<{ findings: Finding[]; log: LogState | null }> {
  const findings: Finding[] = [];
  const { organizationId, name, width } = bounds;
  let log: LogState | null = null;
  for (let from = range.fromIdx; from < range.toIdx; from += rowsAtOnce) {
    const toIdx = Math.min(from + rowsAtOnce, range.toIdx);
    const rows = await listRows(sql, {
      organizationId,
      fromIdx: from,
      toIdx,
      isWhole: true,
    });
    for (const row of rows) {
      log ??= startAt(createLogState(organizationId, name, width), row, range.fromIdx);
      admitStream(log, row);
      findings.push(...walkRow(log, row));
      if (!findings.every(isLocal) || findings.length >= findingsMax)
        return { findings, log };
    }
  }
  const size = log?.chain.frontier.size ?? range.fromIdx;
  if (size < range.toIdx) {
    const place = {
      firstIdx: size,
      lastIdx: range.toIdx - 1,
      clientSlot: null,
      sidx: null,
    };
    const texts = { expected: `#${range.toIdx - 1}`, found: `#${size - 1}` };
    findings.push({ kind: "missing", ...place, ...texts, why: "entries are missing" });
  }
  return { findings, log };
}

/** The first entry of a stream in a range is taken as it is; the next must follow it. */
function admitStream(log: LogState, row: LogRow): void {
  if (log.streams.has(row.slot)) return;
  const start = startAt(createLogState("", "", 0), row, row.sidx).chain;
  log.streams.set(row.slot, {
    ...start,
    lastHash: row.sidx === 0 ? zeroHex : row.prevHash,
    clientId: null,
    lastIdx: null,
  });
}

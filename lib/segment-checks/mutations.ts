import type { Database } from "@/db/client";
import type { LogReport } from "@/lib/integrity/mutations";
import type { SegmentCursor } from "@/lib/verification/cursor";
import { checkSegments } from "./queries";

const limits = { rowsMax: 65_536, passEveryMs: 20 * 3_600_000 } as const;
const start: SegmentCursor = { nextIdx: 0, finishedAt: null };

/**
 * Goes on with the comparison of the search index, of one log after the other, so that a
 * minute's work is bounded; what is found joins the reports.
 */
export async function advanceSegments(
  database: Database,
  cursors: Map<string, SegmentCursor>,
  reports: LogReport[],
): Promise<void> {
  const nowMs = Date.now();
  let rowsLeft: number = limits.rowsMax;
  for (const { organizationId, findings } of reports) {
    const { nextIdx: fromIdx, finishedAt } = cursors.get(organizationId) ?? start;
    const isRecent =
      finishedAt !== null && nowMs - Date.parse(finishedAt) < limits.passEveryMs;
    if (rowsLeft <= 0 || (fromIdx === 0 && isRecent)) continue;
    const part = { fromIdx, rowsMax: rowsLeft };
    const pass = await checkSegments(database, organizationId, part);
    findings.push(...pass.findings);
    rowsLeft -= pass.rowCount;
    const next =
      pass.nextIdx === null
        ? { nextIdx: 0, finishedAt: new Date(nowMs).toISOString() }
        : { nextIdx: pass.nextIdx, finishedAt };
    cursors.set(organizationId, next);
  }
}

import type { Entry } from "@/lib/entries/model";
import { hideOrganization } from "@/lib/entries/row";
import type { LogRow } from "@/lib/integrity/log-row";
import { checkRowAlone } from "@/lib/integrity/walk";

/** An entry as readers see it, and as it is stored. */
export type ExportedRow = {
  entry: Entry;
  stored: LogRow;
  /** What pages of its reader go by. */
  position: number;
};

/** An entry with what became of its proof: every row of every format says it. */
export type CheckedEntry = ReturnType<typeof hideOrganization> &
  Partial<Pick<Entry, "idx" | "org_prev_hash" | "org_hash">> & { verification: string };

type Altered = { id: string; position: number; why: string };

type Counted = { checkedCount: number; linkCount: number; altered: Altered[] };

const alteredMax = 100;
export const holds = "holds";

/**
 * Recomputes every entry that is written from its texts: content, columns, header, and the
 * links to the ones before it, in its client's stream and in the log, that are written too.
 */
export class RowChecker {
  checkedCount = 0;
  linkCount = 0;
  alteredCount = 0;
  readonly altered: Altered[] = [];
  private last: LogRow | null = null;
  private readonly streams = new Map<number, LogRow>();

  constructor(
    private readonly logName: string,
    private readonly isLimited: boolean,
  ) {}

  /** Goes on from what an earlier try counted; the link across the break is not counted. */
  resume(known: Counted, alteredCount: number): void {
    this.checkedCount = known.checkedCount;
    this.linkCount = known.linkCount;
    this.alteredCount = alteredCount;
    this.altered.push(...known.altered);
  }

  check({ entry, stored, position }: ExportedRow): CheckedEntry {
    const why = this.findProblem(stored);
    this.checkedCount += 1;
    this.last = stored;
    this.streams.set(stored.slot, stored);
    if (why !== null) {
      this.alteredCount += 1;
      if (this.altered.length < alteredMax) {
        this.altered.push({ id: entry.id, position, why });
      }
    }
    const shown = this.isLimited ? hideOrganization(entry) : entry;
    return { ...shown, verification: why === null ? holds : `ALTERED: ${why}` };
  }

  private findProblem(row: LogRow): string | null {
    const finding = checkRowAlone(this.logName, row);
    if (finding !== null) return finding.why;
    const { last } = this;
    const before = this.streams.get(row.slot);
    const links: [string, string][] = [];
    if (last?.idx === row.idx - 1) links.push([row.orgPrevHash, last.orgHash]);
    if (before?.sidx === row.sidx - 1) links.push([row.prevHash, before.hash]);
    if (links.length > 0) this.linkCount += 1;
    return links.every(([said, found]) => said === found)
      ? null
      : "the entry does not follow the one before it";
  }
}

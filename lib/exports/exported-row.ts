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

type InLog = Pick<LogRow, "idx" | "orgHash">;
type InStream = Pick<LogRow, "sidx" | "hash">;
/** What of an entry says whether it follows the ones before it. */
export type LinkedRow = InLog &
  InStream &
  Pick<LogRow, "slot" | "prevHash" | "orgPrevHash">;

const alteredMax = 100;
const notFollowing = "the entry does not follow the one before it";
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
  private last: InLog | null = null;
  private readonly streams = new Map<number, InStream>();

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
    const alone = checkRowAlone(this.logName, stored)?.why ?? null;
    const why = alone ?? (this.follows(stored) ? null : notFollowing);
    this.take(stored, alone === null);
    if (why !== null) {
      this.alteredCount += 1;
      if (this.altered.length < alteredMax) {
        this.altered.push({ id: entry.id, position, why });
      }
    }
    const shown = this.isLimited ? hideOrganization(entry) : entry;
    return { ...shown, verification: why === null ? holds : `ALTERED: ${why}` };
  }

  /** Takes in an entry that was found to hold alone; false where it does not follow. */
  takeWhole(row: LinkedRow): boolean {
    if (!this.follows(row)) return false;
    this.take(row, true);
    return true;
  }

  /** The same of many: all of them or, where one does not follow, none. */
  takeAllWhole(rows: readonly LinkedRow[]): boolean {
    const { last, checkedCount, linkCount } = this;
    const before = new Map<number, InStream | undefined>();
    for (const row of rows) {
      if (!before.has(row.slot)) before.set(row.slot, this.streams.get(row.slot));
      if (this.takeWhole(row)) continue;
      Object.assign(this, { last, checkedCount, linkCount });
      for (const [slot, stream] of before) {
        if (stream) this.streams.set(slot, stream);
        else this.streams.delete(slot);
      }
      return false;
    }
    return true;
  }

  private take(row: LinkedRow, isWhole: boolean): void {
    const { last } = this;
    const before = this.streams.get(row.slot);
    const isLinked = last?.idx === row.idx - 1 || before?.sidx === row.sidx - 1;
    this.checkedCount += 1;
    if (isWhole && isLinked) this.linkCount += 1;
    this.last = row;
    this.streams.set(row.slot, row);
  }

  private follows(row: LinkedRow): boolean {
    const { last } = this;
    const before = this.streams.get(row.slot);
    if (last?.idx === row.idx - 1 && row.orgPrevHash !== last.orgHash) return false;
    return before?.sidx !== row.sidx - 1 || row.prevHash === before.hash;
  }
}

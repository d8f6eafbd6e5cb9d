import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { isStale } from "@/lib/blocks/queries";
import type { Finding } from "@/lib/integrity/finding";
import { isEqualBytes } from "@/lib/proof/bytes";
import { type Block, layoutVersion } from "@/lib/segments/layout";
import { composeBlocks, listBlocks } from "@/lib/segments/sql";

const differencesMax = 5;

type SegmentRow = {
  startIdx: string;
  endIdx: string;
  firstIdx: string;
  minIdx: string;
  salt: string;
  isOutdated: boolean;
};

/** A segment as stored; outdated where the worker makes it again in any case. */
type Stored = {
  startIdx: number;
  endIdx: number;
  firstIdx: number;
  minIdx: number;
  salt: string;
  isOutdated: boolean;
};

export type SegmentPass = {
  findings: Finding[];
  rowCount: number;
  nextIdx: number | null;
};

export type SegmentPart = { fromIdx: number; rowsMax: number };
const everySegment: SegmentPart = { fromIdx: 0, rowsMax: Number.POSITIVE_INFINITY };

/**
 * Compares the segments from a position on with what the hashed texts of their entries make
 * of them: the search index must not hide what the log holds (docs/format.md, section 3).
 * Null as `nextIdx` says that there are no more.
 */
export function checkSegments(
  database: Database,
  organizationId: string,
  { fromIdx, rowsMax }: SegmentPart = everySegment,
): Promise<SegmentPass> {
  return database.transaction(
    async (tx) => {
      await tx.execute(sql`
        select set_config('custody.organization_id', ${organizationId}, true)`);
      const findings: Finding[] = [];
      let rowCount = 0;
      for (const segment of await listStored(tx, organizationId, fromIdx)) {
        if (rowCount >= rowsMax) return { findings, rowCount, nextIdx: segment.startIdx };
        rowCount += segment.endIdx - segment.startIdx;
        const different = await listDifferences(tx, organizationId, segment);
        if (different.length > 0) findings.push(describe(segment, different));
      }
      return { findings, rowCount, nextIdx: null };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function listStored(
  tx: Tx,
  organizationId: string,
  fromIdx: number,
): Promise<Stored[]> {
  const rows = await tx.execute<SegmentRow>(sql`
    select start_idx as "startIdx", end_idx as "endIdx", first_idx as "firstIdx", salt,
      heads.min_idx as "minIdx", layout_version <> ${layoutVersion}
        or first_idx < heads.min_idx or ${isStale(organizationId)} as "isOutdated"
    from custody.segments
    join custody.organization_heads heads using (organization_id)
    where organization_id = ${organizationId}::uuid and start_idx >= ${fromIdx}
    order by start_idx`);
  return rows.map(({ salt, isOutdated, ...places }) => ({
    startIdx: Number(places.startIdx),
    endIdx: Number(places.endIdx),
    firstIdx: Number(places.firstIdx),
    minIdx: Number(places.minIdx),
    salt,
    isOutdated,
  }));
}

async function listDifferences(
  tx: Tx,
  organizationId: string,
  segment: Stored,
): Promise<string[]> {
  if (segment.isOutdated) return [];
  const { startIdx, firstIdx, minIdx } = segment;
  if (firstIdx !== Math.max(startIdx, minIdx)) return ["its first entry"];
  const expected = await composeBlocks(tx, organizationId, segment);
  const stored = await listBlocks(tx, organizationId, startIdx);
  const found = new Map(stored.map((block) => [nameOf(block), block.content]));
  const wrong = expected.filter((block) => {
    const content = found.get(nameOf(block));
    found.delete(nameOf(block));
    return !content || !isEqualBytes(content, block.content);
  });
  return [...wrong.map(nameOf), ...found.keys()];
}

function nameOf({ dimension, part }: Block): string {
  return `${dimension}/${part}`;
}

function describe({ startIdx, endIdx }: Stored, different: string[]): Finding {
  const shown = different.slice(0, differencesMax).join(", ");
  const more = different.length - differencesMax;
  return {
    kind: "segment",
    firstIdx: startIdx,
    lastIdx: endIdx - 1,
    clientSlot: null,
    sidx: null,
    expected: "an index made of the entries' own texts",
    found: `another ${shown}${more > 0 ? ` and ${more} more` : ""}`,
    why: "the search index of these entries does not say what they say",
  };
}

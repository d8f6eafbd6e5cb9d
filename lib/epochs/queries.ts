import type { Finding } from "@/lib/integrity/finding";
import {
  listChangedOrganizations,
  listEpochs,
  type Reader,
} from "@/lib/integrity/queries";
import type { EpochCursor } from "@/lib/verification/cursor";
import { describeEpochFault, EpochCheck, type EpochContext } from "./epoch-check";

const epochsAtOnce = 500;

export type EpochsCheck = { finding: Finding | null; cursor: EpochCursor };

/** The epochs from a cursor on, each with the heads it changed. */
export async function checkEpochs(
  sql: Reader,
  from: EpochCursor,
  context: EpochContext,
): Promise<EpochsCheck> {
  const cursor: EpochCursor = { ...from, sealed: new Map(from.sealed) };
  const check = new EpochCheck(cursor, context);
  for (;;) {
    const fromEpoch = cursor.frontier.size;
    const rows = await listEpochs(sql, { fromEpoch, limit: epochsAtOnce });
    const last = rows.at(-1);
    if (last === undefined) break;
    const range = { fromEpoch, toEpoch: last.epochIndex };
    const changed = await listChangedOrganizations(sql, range);
    for (const row of rows) {
      const mine = changed.filter(({ epochIndex }) => epochIndex === row.epochIndex);
      const finding = check.check(row, mine);
      if (finding !== null) return { finding, cursor };
    }
  }
  return { finding: findMissingAnchor(cursor, context), cursor };
}

function findMissingAnchor(
  cursor: EpochCursor,
  { anchors }: EpochContext,
): Finding | null {
  const { size } = cursor.frontier;
  const ahead = anchors.find((anchor) => anchor.size > size);
  if (ahead === undefined) return null;
  const why = `it is gone: ${ahead.from} holds a checkpoint of ${ahead.size} epochs`;
  return describeEpochFault(size, [
    `${ahead.size} epochs`,
    `${size} epochs`,
    why,
    "anchor",
  ]);
}

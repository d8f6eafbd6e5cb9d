import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/access/model";
import type { Case, Note, Pin } from "@/lib/cases/model";
import { findCase, listNotes, listPins } from "@/lib/cases/queries";
import {
  type Happening,
  listHappenings,
  type Measures,
  measureCase,
} from "@/lib/cases/timeline";
import { readEntries } from "@/lib/entries/queries";

export type CaseReport = {
  told: Case;
  happenings: Happening[];
  measures: Measures;
  pins: Pin[];
  notes: Note[];
};

/** Everything a report says, read in one transaction; null where there is no such case. */
export async function findCaseReport(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<CaseReport | null> {
  const told = await findCase(tx, scope, id);
  if (!told) return null;
  const pins = await listPins(tx, scope, id);
  const notes = await listNotes(tx, scope, id);
  const entries = await readEntries(
    tx,
    scope,
    pins.map(({ idx }) => idx),
  );
  const happenings = listHappenings(pins, entries, notes);
  return { told, happenings, measures: measureCase(told), pins, notes };
}

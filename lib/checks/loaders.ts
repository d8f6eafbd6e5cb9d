import { gateSession } from "@/lib/access/auth";
import { findEntry } from "@/lib/entries/queries";
import {
  type AlteredRange,
  askVerifier,
  checkEntryNow,
  listAlteredRanges,
} from "./queries";

/**
 * Where the log a reader looks at is altered: open incidents, and the entry that is open
 * now, which is checked at once however old it is.
 */
export async function loadAltered(openId: string | null): Promise<AlteredRange[]> {
  const ctx = await gateSession();
  if (!ctx) return [];
  const { scope } = ctx;
  const known = await listAlteredRanges(scope);
  if (openId === null) return known;
  const finding = await checkEntryNow(scope, openId);
  if (finding === null) return known;
  await askVerifier(scope);
  const entry = await findEntry(scope, openId);
  const at = entry?.idx ?? finding.firstIdx;
  return [...known, { firstIdx: at, lastIdx: at }];
}

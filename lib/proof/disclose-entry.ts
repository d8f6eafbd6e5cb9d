/**
 * Guarantees: an entry shown in part opens the slots asked for and nothing of the others,
 * and still leads to its body root (docs/format.md, sections 3 and 5).
 * Does not: hide how many values there are, or which of them are shown.
 */
import type { BundleContent } from "./bundle-entry";
import { commitFields, deriveSalts } from "./field-commitments";
import { createSetProof, type DisclosedRange } from "./set-proof";

type Whole = { entryKey: Uint8Array; fields: readonly string[] };

/** discloseSlots returns the content that opens some slots, ascending, of a whole entry. */
export function discloseSlots(
  { entryKey, fields }: Whole,
  slots: readonly number[],
): BundleContent {
  const salts = deriveSalts(entryKey, fields.length);
  const { leaves } = commitFields(entryKey, fields);
  return openSlots({ fields, salts, leaves }, slots);
}

type Parts = {
  /** Null where a value was erased: there is nothing to open. */
  fields: readonly (string | null)[];
  salts: readonly Uint8Array[];
  leaves: readonly Uint8Array[];
};

/** openSlots returns the content that opens those of some slots, ascending, that are there. */
export function openSlots(
  { fields, salts, leaves }: Parts,
  slots: readonly number[],
): BundleContent {
  const opened = slots.flatMap((slot) => {
    const [salt, text] = [salts[slot], fields[slot]];
    return salt === undefined || typeof text !== "string" ? [] : [{ slot, salt, text }];
  });
  if (opened.length === 0) return { kind: "header" };
  const disclosed = mergeRanges(opened.map(({ slot }) => slot));
  return { kind: "partly", opened, proof: createSetProof(leaves, disclosed) };
}

/** mergeRanges returns ascending indices as the fewest ranges. */
export function mergeRanges(indices: readonly number[]): DisclosedRange[] {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

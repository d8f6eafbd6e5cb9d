import { formatArchive } from "@/lib/proof/archive";
import type { BundleContent } from "@/lib/proof/bundle-entry";
import type { BundleFiles } from "@/lib/proof/bundle-manifest";
import { commitFields, deriveSalts } from "@/lib/proof/field-commitments";
import { createSetProof, type DisclosedRange } from "@/lib/proof/set-proof";

/** How an entry is shown in a bundle: a list opens those slots, undefined leaves it out. */
export type Shown = BundleContent["kind"] | number[] | undefined;

type Kept = { fields: string[]; entryKey: Uint8Array };

export function contentOf({ fields, entryKey }: Kept, how: Shown): BundleContent | null {
  if (how === undefined) return null;
  if (how === "whole") return { kind: how, entryKey, fields };
  if (how === "header") return { kind: how };
  const slots = how === "partly" ? [0] : how;
  const salts = deriveSalts(entryKey, fields.length);
  const { leaves } = commitFields(entryKey, fields);
  const opened = slots.map((slot) => ({
    slot,
    salt: salts[slot] ?? new Uint8Array(),
    text: fields[slot] ?? "",
  }));
  return { kind: "partly", opened, proof: createSetProof(leaves, mergeRanges(slots)) };
}

export function mergeRanges(indices: readonly number[]): DisclosedRange[] {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

/** The zip file of a bundle. */
export function archiveOf(files: BundleFiles): Uint8Array {
  return formatArchive([...files].map(([name, bytes]) => ({ name, bytes })));
}

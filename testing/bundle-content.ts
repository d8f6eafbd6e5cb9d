import { formatArchive } from "@/lib/proof/archive";
import type { BundleContent } from "@/lib/proof/bundle-entry";
import type { BundleFiles } from "@/lib/proof/bundle-manifest";
import { discloseSlots } from "@/lib/proof/disclose-entry";

/** How an entry is shown in a bundle: a list opens those slots, undefined leaves it out. */
export type Shown = BundleContent["kind"] | number[] | undefined;

type Kept = { fields: string[]; entryKey: Uint8Array };

export function contentOf(kept: Kept, how: Shown): BundleContent | null {
  if (how === undefined) return null;
  if (how === "whole") return { kind: how, ...kept };
  if (how === "header") return { kind: how };
  return discloseSlots(kept, how === "partly" ? [0] : how);
}

/** The zip file of a bundle. */
export function archiveOf(files: BundleFiles): Uint8Array {
  return formatArchive([...files].map(([name, bytes]) => ({ name, bytes })));
}

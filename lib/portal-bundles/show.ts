import type { Entry } from "@/lib/entries/model";
import { parseEntry } from "@/lib/entries/row";
import type { PortalChoices } from "@/lib/portal/choices";
import { isHidden, listOpenSlots, type Project } from "@/lib/portal/projection";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { discloseSlots } from "@/lib/proof/disclose-entry";
import { discloseErased, type ErasedEntry } from "@/lib/proof/erased-entry";

type Kept = { entry: BundleEntry; erased: ErasedEntry | null };

/**
 * An entry as its client may see it in a proof: the fields that are shown whole are opened,
 * all others stay commitments, and of a hidden category there is the header alone
 * (docs/format.md, section 7).
 */
export function showForPortal(
  { entry, erased }: Kept,
  { choices, project }: { choices: PortalChoices; project: Project },
): BundleEntry {
  const { content } = entry;
  const fields = erased?.fields ?? (content.kind === "whole" ? content.fields : null);
  if (fields === null) return { ...entry, content: { kind: "header" } };
  const whole = readEntry(entry, fields);
  if (isHidden(choices, whole)) return { ...entry, content: { kind: "header" } };
  const slots = listOpenSlots(whole, project(whole));
  if (erased !== null) return { ...entry, content: discloseErased(erased, slots) };
  if (content.kind !== "whole" || slots.length === content.fields.length) return entry;
  return { ...entry, content: discloseSlots(content, slots) };
}

/** Only what the fields say: a projection looks at nothing else. */
function readEntry(
  { sidx, recordedAt }: BundleEntry,
  fields: readonly (string | null)[],
): Entry {
  const nothing = { prevHash: "", hash: "", orgPrevHash: "", orgHash: "" };
  const place = { id: "", idx: "0", sidx: String(sidx), client: null, verb: "other" };
  return parseEntry({ ...place, ...nothing, recordedAt, fields: [...fields] });
}

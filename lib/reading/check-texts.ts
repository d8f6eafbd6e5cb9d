import { openKept } from "@/lib/erased/kept";
import { formatHex, parseHex } from "@/lib/proof/bytes";
import {
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { commitErased } from "@/lib/proof/erased-entry";
import { commitFields } from "@/lib/proof/field-commitments";
import type { EntryTexts } from "./model";

export type TextCheck = {
  what: string;
  /** What the log says. */
  stored: string;
  /** What came out here; null when it cannot be known from these texts. */
  computed: string | null;
  isSame: boolean;
};

/** Recomputes an entry from its texts: commitments, body root, both hashes, both links. */
export function checkTexts(texts: EntryTexts): TextCheck[] {
  const { organization, previous } = texts;
  const bodyRoot = computeBodyRoot(texts);
  const hash = computeHash(texts, bodyRoot ?? texts.bodyRoot);
  const zero = formatHex(zeroHash);
  const isFirst = texts.sidx === 0;
  const isFirstOfAll = organization.idx === 0;
  return [
    compare(
      texts.kept === null ? "Content" : "Content, with what stays of erased values",
      texts.bodyRoot,
      bodyRoot,
    ),
    compare("Entry hash", texts.hash, formatHex(hash)),
    compare(
      isFirst ? "Start of its chain" : "Link to the entry before",
      texts.prevHash,
      isFirst ? zero : (previous?.hash ?? null),
    ),
    compare(
      "Hash in the whole log",
      organization.hash,
      formatHex(computeOrganizationHash(texts, hash)),
    ),
    compare(
      isFirstOfAll ? "Start of the log" : "Link in the whole log",
      organization.prevHash,
      isFirstOfAll ? zero : (organization.previous?.hash ?? null),
    ),
  ];
}

/** The place of the first byte that differs, counted from zero; their length when none does. */
export function findDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left.slice(at, at + 2) === right.slice(at, at + 2)) at += 2;
  return at / 2;
}

function computeBodyRoot({ entryKey, fields, kept }: EntryTexts): string | null {
  if (entryKey !== null) {
    return formatHex(commitFields(parseHex(entryKey), fields as string[]).root);
  }
  const commitments = kept && commitErased(openKept(fields, kept));
  return commitments && formatHex(commitments.root);
}

function computeHash(texts: EntryTexts, bodyRoot: string): Uint8Array {
  const { stream, sidx, recordedAt, prevHash, fields } = texts;
  const data = formatEntryData({
    stream,
    sidx,
    recordedAt,
    prevHash: parseHex(prevHash),
    fieldCount: fields.length,
    bodyRoot: parseHex(bodyRoot),
  });
  return hashEntry(data);
}

function computeOrganizationHash(texts: EntryTexts, entryHash: Uint8Array): Uint8Array {
  const { name, idx, clientSlot, prevHash } = texts.organization;
  const { recordedAt, sidx } = texts;
  const data = formatOrganizationData({
    organization: name,
    idx,
    recordedAt,
    prevHash: parseHex(prevHash),
    clientSlot,
    sidx,
    entryHash,
  });
  return hashEntry(data);
}

function compare(what: string, stored: string, computed: string | null): TextCheck {
  return { what, stored, computed, isSame: stored === computed };
}

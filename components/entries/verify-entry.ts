import { formatHex, parseHex } from "@/lib/proof/bytes";
import {
  formatEntryData,
  formatOrganizationData,
  hashEntry,
  zeroHash,
} from "@/lib/proof/chain";
import { commitFields } from "@/lib/proof/field-commitments";
import type { EntryTexts } from "@/lib/reading/model";

export type Check = {
  what: string;
  /** What the log says. */
  stored: string;
  /** What this browser made of the content; null when it cannot be known. */
  computed: string | null;
  isSame: boolean;
};

/** Recomputes an entry from its texts: commitments, body root, hash, and both its links. */
export async function verifyEntry(id: string): Promise<Check[]> {
  const answer = await fetch(`/api/entries/${id}/texts`);
  if (!answer.ok) throw new Error(`the texts could not be loaded: ${answer.status}`);
  return checkTexts((await answer.json()) as EntryTexts);
}

export function checkTexts(texts: EntryTexts): Check[] {
  const { organization, previous } = texts;
  const bodyRoot = computeBodyRoot(texts);
  const hash = hashEntry(
    formatEntryData({
      stream: texts.stream,
      sidx: texts.sidx,
      recordedAt: texts.recordedAt,
      prevHash: parseHex(texts.prevHash),
      fieldCount: texts.fields.length,
      bodyRoot: parseHex(bodyRoot ?? texts.bodyRoot),
    }),
  );
  const orgHash = hashEntry(
    formatOrganizationData({
      organization: organization.name,
      idx: organization.idx,
      recordedAt: texts.recordedAt,
      prevHash: parseHex(organization.prevHash),
      clientSlot: organization.clientSlot,
      sidx: texts.sidx,
      entryHash: hash,
    }),
  );
  const zero = formatHex(zeroHash);
  const isFirst = texts.sidx === 0;
  const isFirstOfAll = organization.idx === 0;
  return [
    compare("Content", texts.bodyRoot, bodyRoot),
    compare("Entry hash", texts.hash, formatHex(hash)),
    compare(
      isFirst ? "Start of its chain" : `Link to the entry before, #${texts.sidx - 1}`,
      texts.prevHash,
      isFirst ? zero : (previous?.hash ?? null),
    ),
    compare("Hash in the whole log", organization.hash, formatHex(orgHash)),
    compare(
      isFirstOfAll ? "Start of the log" : "Link in the whole log",
      organization.prevHash,
      isFirstOfAll ? zero : (organization.previous?.hash ?? null),
    ),
  ];
}

function computeBodyRoot({ entryKey, fields }: EntryTexts): string | null {
  if (entryKey === null) return null;
  return formatHex(commitFields(parseHex(entryKey), fields).root);
}

function compare(what: string, stored: string, computed: string | null): Check {
  return { what, stored, computed, isSame: stored === computed };
}

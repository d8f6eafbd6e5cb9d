/**
 * Guarantees: the exact texts that are hashed into the two chains (docs/format.md,
 * section 3: entry_data and org_data), and checks that name the first entry that does not
 * hold.
 * Does not: show that an entry is in a signed tree (merkle.ts, set-proof.ts), or that the
 * columns of a database row agree with the hashed texts.
 */
import { formatHex } from "./bytes";
import { commitFields, entryKeyLength, fieldCountMax } from "./field-commitments";
import { hashLeafText, hashLength } from "./hash";
import { checkHash, failure, holds, type Verdict } from "./verdict";

/** What stands in the place of the previous hash at the start of a chain. */
export const zeroHash = new Uint8Array(hashLength);
/**
 * Slots every entry has, before those of its changed fields (docs/format.md, section 2).
 */
export const fixedSlotCount = 8;

export const entryVersion = "custody/entry/v1";
export const organizationVersion = "custody/org/v1";
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

export type EntryData = {
  stream: string;
  sidx: number;
  recordedAt: string;
  prevHash: Uint8Array;
  fieldCount: number;
  bodyRoot: Uint8Array;
};

export type OrganizationData = {
  organization: string;
  idx: number;
  recordedAt: string;
  prevHash: Uint8Array;
  clientSlot: number;
  sidx: number;
  entryHash: Uint8Array;
};

/** An entry as it is kept: its header, and the texts and the key that open it. */
export type WholeEntry = Omit<EntryData, "fieldCount"> & {
  entryKey: Uint8Array;
  fields: readonly string[];
  hash: Uint8Array;
};

/** One place of one chain; `index` is sidx in a stream and idx in an organization. */
export type Link = {
  index: number;
  recordedAt: string;
  prevHash: Uint8Array;
  hash: Uint8Array;
};

/** formatEntryData writes entry_data, the text an entry hash is over. */
export function formatEntryData(data: EntryData): string {
  const { stream, sidx, recordedAt, prevHash, fieldCount, bodyRoot } = data;
  const link = `${stream}\n${sidx}\n${recordedAt}\n${formatHex(prevHash)}`;
  return `${entryVersion}\n${link}\n${fieldCount} ${formatHex(bodyRoot)}\n`;
}

/** formatOrganizationData writes org_data, the text an organization hash is over. */
export function formatOrganizationData(data: OrganizationData): string {
  const { organization, idx, recordedAt, prevHash, clientSlot, sidx, entryHash } = data;
  const link = `${organization}\n${idx}\n${recordedAt}\n${formatHex(prevHash)}`;
  const entry = `${clientSlot} ${sidx} ${formatHex(entryHash)}`;
  return `${organizationVersion}\n${link}\n${entry}\n`;
}

/** hashEntry returns the chain hash, and Merkle leaf, of entry_data or org_data. */
export function hashEntry(data: string): Uint8Array {
  return hashLeafText(data);
}

/** isInstant tells whether a time is written in microseconds of UTC, as it is hashed. */
export function isInstant(text: string): boolean {
  return instantPattern.test(text);
}

/** checkEntry recomputes one entry of a stream from its texts and its key. */
export function checkEntry(entry: WholeEntry): Verdict {
  const { sidx, entryKey, fields } = entry;
  const count = fields.length;
  if (count < fixedSlotCount || count > fieldCountMax) {
    const expected = `${fixedSlotCount} to ${fieldCountMax} fields`;
    return failure(sidx, expected, `${count} fields`, "the entry has another shape");
  }
  if (entryKey.length !== entryKeyLength) {
    const found = `${entryKey.length} bytes`;
    return failure(sidx, `${entryKeyLength} bytes`, found, "the entry key is not a key");
  }
  const { root } = commitFields(entryKey, fields);
  const why = "the content is not what was recorded";
  const content = checkHash(sidx, entry.bodyRoot, root, why);
  if (!content.ok) return content;
  const data = formatEntryData({ ...entry, fieldCount: count, bodyRoot: root });
  return checkHeader(sidx, entry, data);
}

/** checkOrganizationEntry recomputes one place of an organization's own chain. */
export function checkOrganizationEntry(
  entry: OrganizationData & { hash: Uint8Array },
): Verdict {
  return checkHeader(entry.idx, entry, formatOrganizationData(entry));
}

/**
 * checkLinks tells whether a run of one chain has no gap, links to what came before and
 * never goes back in time. Each hash must have been recomputed on its own.
 * Requires: `before` is the link just ahead of the run; with null, only a run from the
 * chain's start has its first link checked.
 */
export function checkLinks(links: Iterable<Link>, before: Link | null = null): Verdict {
  let previous = before;
  for (const link of links) {
    const verdict = checkLink(link, previous);
    if (!verdict.ok) return verdict;
    previous = link;
  }
  return holds;
}

function checkLink(link: Link, previous: Link | null): Verdict {
  const { index, prevHash, recordedAt } = link;
  if (previous !== null && index !== previous.index + 1) {
    const next = String(previous.index + 1);
    return failure(previous.index + 1, next, String(index), "an entry is missing");
  }
  if (previous !== null && recordedAt < previous.recordedAt) {
    const why = "the entry is older than the one before it";
    return failure(index, `${previous.recordedAt} or later`, recordedAt, why);
  }
  const known = index === 0 ? zeroHash : previous?.hash;
  if (known === undefined) return holds;
  const why = "the entry does not follow the one before it";
  return checkHash(index, known, prevHash, why);
}

type Header = { recordedAt: string; hash: Uint8Array };

function checkHeader(at: number, header: Header, data: string): Verdict {
  if (!isInstant(header.recordedAt)) {
    const why = "the time is not written as it must be";
    return failure(at, "a UTC time in microseconds", header.recordedAt, why);
  }
  const why = "the header is not what was recorded";
  return checkHash(at, header.hash, hashEntry(data), why);
}

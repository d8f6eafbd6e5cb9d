/**
 * Guarantees: the only reading of the texts that chain.ts writes: one that would be
 * written differently is refused, and so is a version that is not known (docs/format.md,
 * section 3).
 * Does not: say that a header is true; its hash and a signed root do.
 */
import { parseHex } from "./bytes";
import {
  type EntryData,
  entryVersion,
  formatEntryData,
  formatOrganizationData,
  isInstant,
  type OrganizationData,
  organizationVersion,
} from "./chain";
import { FormatError } from "./format-error";
import { hashLength } from "./hash";
import { parseOrganizationName, parseStreamName } from "./names";

/** parseEntryData reads what formatEntryData writes. Throws FormatError. */
export function parseEntryData(text: string): EntryData {
  const [stream, sidx, recordedAt, prevHash, body] = splitLines(text, entryVersion);
  const [fieldCount = "", bodyRoot = ""] = body.split(" ");
  const data: EntryData = {
    stream,
    sidx: parseCount(sidx),
    recordedAt,
    prevHash: parseHash(prevHash),
    fieldCount: parseCount(fieldCount),
    bodyRoot: parseHash(bodyRoot),
  };
  parseStreamName(stream);
  requireSame(formatEntryData(data), text);
  return data;
}

/** parseOrganizationData reads what formatOrganizationData writes. Throws FormatError. */
export function parseOrganizationData(text: string): OrganizationData {
  const [name, idx, recordedAt, prevHash, entry] = splitLines(text, organizationVersion);
  const [clientSlot = "", sidx = "", entryHash = ""] = entry.split(" ");
  const data: OrganizationData = {
    organization: name,
    idx: parseCount(idx),
    recordedAt,
    prevHash: parseHash(prevHash),
    clientSlot: parseCount(clientSlot),
    sidx: parseCount(sidx),
    entryHash: parseHash(entryHash),
  };
  parseOrganizationName(name);
  requireSame(formatOrganizationData(data), text);
  return data;
}

type Lines = [name: string, index: string, at: string, prev: string, rest: string];

function splitLines(text: string, version: string): Lines {
  const [first, name = "", index = "", at = "", prev = "", rest = ""] = text.split("\n");
  if (first !== version) throw new FormatError(`not a header of ${version}`);
  if (!isInstant(at)) throw new FormatError("not a time");
  return [name, index, at, prev, rest];
}

/** parseCount reads a number of entries, or a place. Throws FormatError. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0) throw new FormatError("not a count");
  return count;
}

/** parseHash reads a SHA-256 hash in hexadecimal. Throws FormatError. */
export function parseHash(text: string): Uint8Array {
  const hash = parseHex(text);
  if (hash.length !== hashLength) throw new FormatError("not a hash");
  return hash;
}

/**
 * requireSame refuses every second spelling at once: leading zeros, signs, spaces, further
 * lines. Throws FormatError.
 */
export function requireSame(written: string, text: string): void {
  if (written !== text) throw new FormatError("the text has another spelling");
}

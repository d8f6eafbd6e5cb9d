/**
 * Guarantees: the exact texts of the heads of a stream and of an organization, each read
 * in one way, and the leaves and roots of the slot tables that hold them (docs/format.md,
 * section 4). Which slot a head stands in follows from the name inside it.
 * Does not: say that a head is true; inclusion in a signed epoch does.
 */
import { encodeText, formatHex } from "./bytes";
import { isInstant } from "./chain";
import { FormatError } from "./format-error";
import { hashLeafText, hmacSha256 } from "./hash";
import { parseCount, parseHash, requireSame } from "./header";
import { hashTree } from "./merkle";
import { parseOrganizationName, parseStreamName } from "./names";

export const streamHeadVersion = "custody/stream-head/v1";
export const organizationHeadVersion = "custody/org-head/v1";
export const vacantVersion = "custody/vacant/v1";
export const slotTableWidthMin = 256;

export type StreamHead = {
  stream: string;
  size: number;
  root: Uint8Array;
  /** Null while the stream is empty. */
  lastRecordedAt: string | null;
  /** The first entry that was not pruned. */
  minIndex: number;
};

export type OrganizationHead = Omit<StreamHead, "stream"> & {
  organization: string;
  width: number;
  streamsRoot: Uint8Array;
};

/** formatStreamHead writes stream_head. */
export function formatStreamHead(head: StreamHead): string {
  const { stream, size, root, lastRecordedAt, minIndex } = head;
  const state = `${size} ${formatHex(root)}\n${lastRecordedAt ?? "-"}\n${minIndex}`;
  return `${streamHeadVersion}\n${stream}\n${state}\n`;
}

/** parseStreamHead reads what formatStreamHead writes. Throws FormatError. */
export function parseStreamHead(text: string): StreamHead {
  const [version, stream = "", tree = "", at = "", min = ""] = text.split("\n");
  if (version !== streamHeadVersion) throw new FormatError("not a stream head");
  const [size = "", root = ""] = tree.split(" ");
  const head: StreamHead = {
    stream,
    size: parseCount(size),
    root: parseHash(root),
    lastRecordedAt: parseTime(at),
    minIndex: parseCount(min),
  };
  parseStreamName(stream);
  requireSame(formatStreamHead(head), text);
  return head;
}

/** formatOrganizationHead writes org_head. */
export function formatOrganizationHead(head: OrganizationHead): string {
  const { organization, size, root, width, streamsRoot, lastRecordedAt, minIndex } = head;
  const tree = `${size} ${formatHex(root)}\n${width} ${formatHex(streamsRoot)}`;
  const state = `${tree}\n${lastRecordedAt ?? "-"}\n${minIndex}`;
  return `${organizationHeadVersion}\n${organization}\n${state}\n`;
}

/** parseOrganizationHead reads what formatOrganizationHead writes. Throws FormatError. */
export function parseOrganizationHead(text: string): OrganizationHead {
  const [version, organization = "", tree = "", table = "", at = "", min = ""] =
    text.split("\n");
  if (version !== organizationHeadVersion) {
    throw new FormatError("not an organization's head");
  }
  const [size = "", root = ""] = tree.split(" ");
  const [width = "", streamsRoot = ""] = table.split(" ");
  const head: OrganizationHead = {
    organization,
    size: parseCount(size),
    root: parseHash(root),
    width: parseWidth(width),
    streamsRoot: parseHash(streamsRoot),
    lastRecordedAt: parseTime(at),
    minIndex: parseCount(min),
  };
  parseOrganizationName(organization);
  requireSame(formatOrganizationHead(head), text);
  return head;
}

/** formatVacant writes what stands in a free slot: nobody without the key can tell. */
export function formatVacant(vacantKey: Uint8Array, name: string): string {
  const tag = hmacSha256(vacantKey, encodeText(name));
  return `${vacantVersion}\n${name}\n${formatHex(tag)}\n`;
}

/**
 * listSlotLeaves returns the leaves of a slot table: heads where there are any, vacant
 * ones elsewhere. Throws when a slot is outside the table.
 */
export function listSlotLeaves(
  width: number,
  heads: ReadonlyMap<number, Uint8Array>,
  vacantAt: (slot: number) => Uint8Array,
): Uint8Array[] {
  for (const slot of heads.keys()) {
    if (slot >= width)
      throw new RangeError(`slot ${slot} is outside a table of ${width}`);
  }
  return Array.from({ length: width }, (_, slot) => heads.get(slot) ?? vacantAt(slot));
}

/** hashSlots returns streams_root or orgs_root. */
export function hashSlots(leaves: readonly Uint8Array[]): Uint8Array {
  return hashTree(leaves);
}

/** createVacancy returns the vacant leaf of each slot under a parent's name, made once. */
export function createVacancy(
  vacantKey: Uint8Array,
  nameOf: (slot: number) => string,
): (slot: number) => Uint8Array {
  const made: Uint8Array[] = [];
  return (slot) => {
    made[slot] ??= hashLeafText(formatVacant(vacantKey, nameOf(slot)));
    return made[slot];
  };
}

/** isWidth tells whether a slot table may have this many slots. */
export function isWidth(width: number): boolean {
  return width >= slotTableWidthMin && Number.isInteger(Math.log2(width));
}

/** parseWidth reads the size of a slot table. Throws FormatError. */
export function parseWidth(text: string): number {
  const width = parseCount(text);
  if (!isWidth(width)) throw new FormatError("not the width of a slot table");
  return width;
}

function parseTime(text: string): string | null {
  if (text === "-") return null;
  if (!isInstant(text)) throw new FormatError("not a time");
  return text;
}

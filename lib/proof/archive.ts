/**
 * Guarantees: a zip archive of a few files has one form: stored and not compressed, no
 * times, no comments, no other fields, files back to back in one order. Whatever differs
 * from that form in any byte is refused, so names cannot leave the folder, occur twice or
 * differ between the two lists of a zip, and nothing can unfold into more than it is.
 * Does not: say what the files mean; bundle-manifest.ts and verify-bundle.ts do.
 * Implements docs/format.md, section 7 (PKWARE APPNOTE 6.3.3, the stored subset).
 */
import { concatBytes, encodeText, isEqualBytes } from "./bytes";
import { computeChecksum } from "./checksum";
import { FormatError } from "./format-error";

export type ArchiveFile = { name: string; bytes: Uint8Array };

/** What a zip says of a file before and after its bytes; `offset` is where it begins. */
export type ArchiveEntry = {
  name: string;
  checksum: number;
  size: number;
  offset: number;
};

export const archiveFilesMax = 16;
const localHeaderLength = 30;
const endLength = 22;
const sizeMax = 0xffffffff;
const localMark = 0x04034b50;
const centralMark = 0x02014b50;
const endMark = 0x06054b50;
const version = 20;
const utf8Names = 0x0800;
const firstDay = 0x0021;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/;

/** formatArchive writes files as a zip archive. Throws on a name that may not stand. */
export function formatArchive(files: readonly ArchiveFile[]): Uint8Array {
  let offset = 0;
  const parts: Uint8Array[] = [];
  const entries: ArchiveEntry[] = [];
  for (const { name, bytes } of files) {
    const checksum = computeChecksum(bytes);
    const entry = { name, checksum, size: bytes.length, offset };
    const header = formatLocalHeader(entry);
    parts.push(header, bytes);
    entries.push(entry);
    offset += header.length + bytes.length;
  }
  return concatBytes(...parts, formatDirectory(entries, offset));
}

/** formatLocalHeader writes what stands before a file's bytes. */
export function formatLocalHeader({ name, checksum, size }: ArchiveEntry): Uint8Array {
  if (!namePattern.test(name)) throw new RangeError(`a bundle has no file "${name}"`);
  if (size > sizeMax) throw new RangeError("a zip archive cannot hold this much");
  const fields = [version, utf8Names, 0, 0, firstDay].map((field) => shortOf(field));
  return concatBytes(
    longOf(localMark),
    ...fields,
    longOf(checksum),
    longOf(size),
    longOf(size),
    shortOf(name.length),
    shortOf(0),
    encodeText(name),
  );
}

/** formatDirectory writes what stands after all files; `offset` is where it begins. */
export function formatDirectory(
  entries: readonly ArchiveEntry[],
  offset: number,
): Uint8Array {
  if (offset > sizeMax) throw new RangeError("a zip archive cannot hold this much");
  const records = concatBytes(...entries.map(formatRecord));
  return concatBytes(
    records,
    longOf(endMark),
    shortOf(0),
    shortOf(0),
    shortOf(entries.length),
    shortOf(entries.length),
    longOf(records.length),
    longOf(offset),
    shortOf(0),
  );
}

/** What could be read of an archive, and the first thing that is not as it must be. */
export type ScannedArchive = { files: Map<string, Uint8Array>; problem: string | null };

/**
 * scanArchive reads an archive as far as it can be read; the files are views of the bytes
 * given. So a verifier names the entry in which a byte was changed, and not the zip alone.
 */
export function scanArchive(bytes: Uint8Array): ScannedArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  const entries: ArchiveEntry[] = [];
  let problem: string | null = null;
  let offset = 0;
  while (hasMark(view, offset, localMark)) {
    const entry = readLocalHeader(bytes, view, offset);
    if (entry === null) {
      problem ??= `the archive is cut or damaged at byte ${offset}`;
      return { files, problem };
    }
    const content = contentOf(bytes, entry);
    problem ??= findProblem(bytes, { entry, content, files });
    files.set(entry.name, content);
    entries.push(entry);
    if (entries.length > archiveFilesMax) return { files, problem };
    offset = content.byteOffset + content.length - bytes.byteOffset;
  }
  const end = formatDirectory(entries, offset);
  if (entries.length === 0 || !isEqualBytes(end, bytes.subarray(offset))) {
    problem ??= `the archive is not written as a bundle is, from byte ${offset} on`;
  }
  return { files, problem };
}

/** parseArchive reads what formatArchive writes. Throws FormatError for anything else. */
export function parseArchive(bytes: Uint8Array): Map<string, Uint8Array> {
  const { files, problem } = scanArchive(bytes);
  if (problem !== null) throw new FormatError(problem);
  return files;
}

/** Null where what follows cannot even be told from it. */
function readLocalHeader(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
): ArchiveEntry | null {
  const rest = bytes.length - offset - localHeaderLength - endLength;
  if (rest < 0) return null;
  const nameLength = view.getUint16(offset + 26, true);
  const size = view.getUint32(offset + 22, true);
  if (rest < nameLength + size) return null;
  const start = offset + localHeaderLength;
  const name = String.fromCharCode(...bytes.subarray(start, start + nameLength));
  const checksum = view.getUint32(offset + 14, true);
  return namePattern.test(name) ? { name, checksum, size, offset } : null;
}

function contentOf(bytes: Uint8Array, { offset, name, size }: ArchiveEntry): Uint8Array {
  const start = offset + localHeaderLength + name.length;
  return bytes.subarray(start, start + size);
}

type Scanned = {
  entry: ArchiveEntry;
  content: Uint8Array;
  files: ReadonlyMap<string, Uint8Array>;
};

function findProblem(
  bytes: Uint8Array,
  { entry, content, files }: Scanned,
): string | null {
  const { name, offset, checksum } = entry;
  if (files.has(name)) return `the archive holds ${name} twice`;
  if (files.size === archiveFilesMax) {
    return "the archive holds more files than a bundle has";
  }
  const header = formatLocalHeader(entry);
  if (!isEqualBytes(header, bytes.subarray(offset, offset + header.length))) {
    return `the archive's header of ${name} is not as it must be`;
  }
  if (computeChecksum(content) === checksum) return null;
  return `the checksum of ${name} in the archive does not hold`;
}

function hasMark(view: DataView, offset: number, mark: number): boolean {
  return offset + 4 <= view.byteLength && view.getUint32(offset, true) === mark;
}

function formatRecord({ name, checksum, size, offset }: ArchiveEntry): Uint8Array {
  const fields = [version, version, utf8Names, 0, 0, firstDay].map(shortOf);
  return concatBytes(
    longOf(centralMark),
    ...fields,
    longOf(checksum),
    longOf(size),
    longOf(size),
    shortOf(name.length),
    ...[0, 0, 0, 0].map(shortOf),
    longOf(0),
    longOf(offset),
    encodeText(name),
  );
}

function shortOf(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >>> 8);
}

function longOf(value: number): Uint8Array {
  return concatBytes(shortOf(value & 0xffff), shortOf(value >>> 16));
}

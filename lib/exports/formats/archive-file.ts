import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import {
  type ArchiveEntry,
  formatDirectory,
  formatLocalHeader,
} from "@/lib/proof/archive";
import { encodeText } from "@/lib/proof/bytes";
import { computeChecksum } from "@/lib/proof/checksum";
import type { WrittenPart } from "./part-file";

/** A file of a zip: what a zip and a manifest say of it, and its bytes. */
export type ArchivePart = WrittenPart & { read: () => AsyncIterable<Uint8Array> };

export function partOfText(text: string): ArchivePart {
  const bytes = encodeText(text);
  return {
    size: bytes.length,
    checksum: computeChecksum(bytes),
    sha256: Uint8Array.from(createHash("sha256").update(bytes).digest()),
    read: async function* read() {
      yield bytes;
    },
  };
}

/** A zip says a file's size and sum before its bytes: the file is read twice. */
export async function partOfFile(path: string): Promise<ArchivePart> {
  const hash = createHash("sha256");
  let [size, checksum] = [0, 0];
  for await (const bytes of createReadStream(path)) {
    hash.update(bytes);
    checksum = computeChecksum(bytes, checksum);
    size += bytes.length;
  }
  const sha256 = Uint8Array.from(hash.digest());
  return { size, checksum, sha256, read: () => createReadStream(path) };
}

/** Writes a zip, file after file, and gives the sum of the whole. */
export async function writeArchiveFile(
  path: string,
  parts: readonly [name: string, part: ArchivePart][],
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  const handle = await open(path, "w", 0o600);
  let offset = 0;
  const write = async (bytes: Uint8Array) => {
    hash.update(bytes);
    offset += bytes.length;
    await handle.write(bytes);
  };
  try {
    const entries: ArchiveEntry[] = [];
    for (const [name, part] of parts) {
      const entry = { name, checksum: part.checksum, size: part.size, offset };
      entries.push(entry);
      await write(formatLocalHeader(entry));
      for await (const bytes of part.read()) await write(bytes);
    }
    await write(formatDirectory(entries, offset));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest("hex"), bytes: offset };
}

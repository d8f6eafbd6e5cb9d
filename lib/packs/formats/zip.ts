import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Zip, ZipDeflate } from "fflate";

/** The first moment a zip can write, by the clock of wherever it is written. */
const noTime = new Date(1980, 0, 1);

export type ZippedFile = { name: string; path: string };

/**
 * Writes files into one zip. The same files give the same bytes: their order, their time and
 * the compression, which is this library's own, do not depend on where or when it runs.
 */
export async function writeZip(
  path: string,
  files: readonly ZippedFile[],
): Promise<{ sha256: string; bytes: number }> {
  const handle = await open(path, "w", 0o600);
  try {
    const written = await pipe(handle, files);
    await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

async function pipe(handle: FileHandle, files: readonly ZippedFile[]) {
  const hash = createHash("sha256");
  let bytes = 0;
  let chunks: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else chunks.push(chunk);
  });
  const drain = async () => {
    if (failure) throw failure;
    for (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.write(chunk);
    }
    chunks = [];
  };
  for (const { name, path } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = noTime;
    zip.add(file);
    for await (const chunk of createReadStream(path)) {
      file.push(new Uint8Array(chunk));
      await drain();
    }
    file.push(new Uint8Array(0), true);
    await drain();
  }
  zip.end();
  await drain();
  return { sha256: hash.digest("hex"), bytes };
}

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A file that grows beside its final name and takes it only when it is whole, so that no
 * half file is ever offered. It goes on after a crash from what was on the disk for good.
 */
export class RowsFile {
  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private readonly hash: ReturnType<typeof createHash>,
    private bytes: number,
  ) {}

  /** Opens the part of `path` at `writtenBytes`; null where less than that is there. */
  static async open(path: string, writtenBytes: number): Promise<RowsFile | null> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const part = partOf(path);
    const handle = await open(part, writtenBytes === 0 ? "w" : "r+", 0o600).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      },
    );
    if (handle === null) return null;
    const { size } = await handle.stat();
    if (size < writtenBytes) {
      await handle.close();
      return null;
    }
    await handle.truncate(writtenBytes);
    const hash = createHash("sha256");
    if (writtenBytes > 0) {
      for await (const bytes of createReadStream(part)) hash.update(bytes);
    }
    return new RowsFile(path, handle, hash, writtenBytes);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.handle.write(bytes, 0, bytes.length, this.bytes);
    this.hash.update(bytes);
    this.bytes += bytes.length;
  }

  /** What is on the disk for good from now on. */
  async sync(): Promise<number> {
    await this.handle.datasync();
    return this.bytes;
  }

  async finish(): Promise<{ sha256: string; bytes: number }> {
    await this.handle.sync();
    await this.handle.close();
    await placeFile(partOf(this.path), this.path);
    return { sha256: this.hash.digest("hex"), bytes: this.bytes };
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

function partOf(path: string): string {
  return `${path}.part`;
}

/** An empty folder beside a file that is written in one go; whatever a crash left is gone. */
export async function renewWorkFolder(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(workOf(path), { recursive: true, force: true });
  await mkdir(workOf(path), { mode: 0o700 });
  return workOf(path);
}

/** Where the file is that goes into a zip, until it is in there. */
export function innerOf(path: string): string {
  return `${path}.rows`;
}

function workOf(path: string): string {
  return `${path}.work`;
}

/** Gives a whole file of a work folder its final name, for good. */
export async function placeFile(file: string, path: string): Promise<void> {
  await rename(file, path);
  const folder = await open(dirname(path), "r");
  await folder.sync();
  await folder.close();
  await rm(workOf(path), { recursive: true, force: true });
}

/** The file, and what there is of one that was never finished. */
export async function removeRowsFile(path: string): Promise<void> {
  for (const one of [path, innerOf(path)]) {
    await rm(one, { force: true });
    await rm(partOf(one), { force: true });
    await rm(workOf(one), { recursive: true, force: true });
  }
}

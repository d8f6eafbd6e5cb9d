import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { computeChecksum } from "@/lib/proof/checksum";

const flushBytes = 1 << 18;

export type WrittenPart = { size: number; checksum: number; sha256: Uint8Array };

/** A file that grows text by text, with the sums that a zip and a manifest ask for. */
export class PartFile {
  private readonly hash = createHash("sha256");
  private texts: string[] = [];
  private pending = 0;
  private size = 0;
  private checksum = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<PartFile> {
    return new PartFile(path, await open(path, "wx", 0o600));
  }

  async write(text: string): Promise<void> {
    this.texts.push(text);
    this.pending += text.length;
    if (this.pending >= flushBytes) await this.flush();
  }

  async close(): Promise<WrittenPart> {
    await this.flush();
    await this.handle.close();
    const { size, checksum } = this;
    return { size, checksum, sha256: Uint8Array.from(this.hash.digest()) };
  }

  /** Gives the file up; harmless where it is closed. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }

  read(): AsyncIterable<Uint8Array> {
    return createReadStream(this.path);
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.texts.join(""), "utf8");
    this.texts = [];
    this.pending = 0;
    this.hash.update(bytes);
    this.checksum = computeChecksum(bytes, this.checksum);
    this.size += bytes.length;
    await this.handle.write(bytes);
  }
}

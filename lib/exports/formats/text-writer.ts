import { createFieldParser } from "@/lib/entries/row";
import type { TextFormat } from "@/lib/export-requests/model";
import { HeldRows, type PackedBatch, RowHasher } from "@/lib/exports/held-rows";
import { RowTexts } from "@/lib/exports/row-texts";
import { type EntryLog, TextEntry } from "@/lib/exports/text-entry";
import { utf8BytesPerUnitMax } from "@/lib/proof/bytes";
import { createTextFormat } from "./text-format";

/** Few: most parts of a row are known as they were written. */
const parsedTextsMax = 2_000;
const breatheEvery = 100;

/** What a writer has to know of the file and of the log it is of. */
export type TextPlan = {
  format: TextFormat;
  logName: string;
  isLimited: boolean;
  /** Of each client by its id. */
  slugs: ReadonlyMap<string, string>;
};

/** Writes batches of entries as rows of a file, each entry recomputed from its texts. */
export class TextWriter {
  private readonly format: ReturnType<typeof createTextFormat>;
  private readonly texts: RowTexts;
  private readonly hasher: RowHasher;
  private readonly log: EntryLog;

  constructor({ format, logName, isLimited, slugs }: TextPlan) {
    this.format = createTextFormat(format, isLimited);
    this.texts = new RowTexts(this.format);
    this.hasher = new RowHasher(logName);
    this.log = { isLimited, slugs, parse: createFieldParser(parsedTextsMax) };
  }

  /**
   * Null where an entry does not hold by itself; whether they follow is not looked at.
   * `breathe` is waited for now and then.
   */
  async write(
    batch: PackedBatch,
    breathe?: () => Promise<unknown>,
  ): Promise<Uint8Array | null> {
    const { rowEnd, between } = this.format;
    const held = new HeldRows(batch);
    const page = new Page(batch.texts.length);
    for (let at = 0; at < held.count; at += 1) {
      if (breathe && at % breatheEvery === 0) await breathe();
      const row = held.holdAt(at, this.hasher);
      if (row === null) return null;
      const text = this.texts.write(new TextEntry(row, this.log), row.fields);
      page.add(`${at === 0 ? "" : between}${text}${rowEnd}`);
    }
    return page.finish();
  }
}

/**
 * Rows as bytes. Measured: kept as the texts that a row is put together from, the rows of a
 * batch are moved in memory again and again until it is whole.
 */
class Page {
  private bytes: Buffer;
  private length = 0;

  constructor(expectedLength: number) {
    this.bytes = Buffer.allocUnsafeSlow(2 * expectedLength + 1);
  }

  add(text: string): void {
    const needed = this.length + text.length * utf8BytesPerUnitMax;
    if (needed > this.bytes.length) this.grow(needed);
    this.length += this.bytes.write(text, this.length, "utf8");
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private grow(needed: number): void {
    const bytes = Buffer.allocUnsafeSlow(2 * needed);
    this.bytes.copy(bytes, 0, 0, this.length);
    this.bytes = bytes;
  }
}

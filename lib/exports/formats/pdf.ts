import type { Line, PdfSpan, PdfText, PdfTone } from "./pdf-font";
import { type PdfInfo, PdfSheet } from "./pdf-sheet";
import { type PdfColumn, PdfTable } from "./pdf-table";

export type { PdfSpan, PdfText, PdfTone } from "./pdf-font";
export type { PdfInfo } from "./pdf-sheet";
export type { PdfColumn, PdfRow } from "./pdf-table";

export type PdfFact = [label: string, value: PdfText];

export type PdfCover = {
  /** Above the title: whose document it is. */
  owner: string;
  title: string;
  /** What was found, in a sentence, and how it is to be taken. */
  verdict?: { text: string; tone: PdfTone };
  facts: PdfFact[];
  notes: string[];
};

export type WrittenPdf = { sha256: string; bytes: number; pageCount: number };

const sizes = { cover: 26, 1: 15, 2: 11, body: 8.5, fact: 9 };
const leading = 1.4;
const labelWidth = 130;

/**
 * A document written from its first page to its last, with memory for one page: headings,
 * paragraphs, facts and tables in order, `flush` now and then, and the cover at the end,
 * when what it says is known. The same calls give the same bytes.
 */
export class PdfDocument {
  private constructor(private readonly sheet: PdfSheet) {}

  static async create(path: string, info: PdfInfo): Promise<PdfDocument> {
    return new PdfDocument(await PdfSheet.create(path, info));
  }

  newPage(): void {
    this.sheet.turn();
  }

  heading(text: string, level: 1 | 2 = 1): void {
    const size = sizes[level];
    const { sheet } = this;
    const lines = this.wrap([{ text, style: "strong" }], size, 3);
    const isFresh = sheet.reserve(lines.length * size * leading + 60);
    if (!isFresh) sheet.y += size;
    this.draw(lines, size);
    sheet.y += size * 0.4;
  }

  paragraph(text: PdfText, linesMax = 60): void {
    this.draw(this.wrap(text, sizes.body, linesMax), sizes.body);
    this.sheet.y += sizes.body * 0.7;
  }

  /** Names on the left, what they are on the right. */
  facts(facts: PdfFact[]): void {
    for (const [label, value] of facts) this.drawFact(label, value);
    this.sheet.y += sizes.body;
  }

  table(columns: PdfColumn[]): PdfTable {
    return new PdfTable(this.sheet, columns);
  }

  /** What is drawn so far goes to the disk: called now and then, memory stays small. */
  flush(): Promise<void> {
    return this.sheet.flush();
  }

  finish(cover?: PdfCover): Promise<WrittenPdf> {
    return this.sheet.finish(() => {
      if (cover) this.drawCover(cover);
    });
  }

  /** Gives the file up. */
  abandon(): Promise<void> {
    return this.sheet.abandon();
  }

  private drawCover({ owner, title, verdict, facts, notes }: PdfCover): void {
    const { sheet } = this;
    sheet.y += 30;
    this.draw(this.wrap([{ text: owner, tone: "quiet" }], 11, 2), 11);
    sheet.y += 4;
    this.draw(this.wrap([{ text: title, style: "strong" }], sizes.cover, 2), sizes.cover);
    sheet.y += 12;
    sheet.rule(sheet.left, sheet.width, sheet.y);
    sheet.y += 14;
    if (verdict) {
      const span: PdfSpan = { ...verdict, style: "strong" };
      this.draw(this.wrap([span], 11, 4), 11);
      sheet.y += 12;
    }
    this.facts(facts);
    for (const note of notes) {
      this.draw(this.wrap([{ text: note, tone: "quiet" }], sizes.body, 4), sizes.body);
      sheet.y += 4;
    }
  }

  private drawFact(label: string, value: PdfText): void {
    const { sheet } = this;
    const size = sizes.fact;
    const width = sheet.width - labelWidth;
    const lines = sheet.wrap(value, { size, width, linesMax: 6 });
    const names = sheet.wrap([{ text: label, tone: "quiet" }], {
      size,
      width: labelWidth - 10,
      linesMax: 2,
    });
    const height = Math.max(lines.length, names.length, 1) * size * leading;
    sheet.reserve(height);
    const top = sheet.y;
    this.drawAt(names, sheet.left, size);
    sheet.y = top;
    this.drawAt(lines, sheet.left + labelWidth, size);
    sheet.y = top + height + 2;
  }

  private wrap(text: PdfText, size: number, linesMax: number): Line[] {
    return this.sheet.wrap(text, { size, width: this.sheet.width, linesMax });
  }

  private draw(lines: Line[], size: number): void {
    this.drawAt(lines, this.sheet.left, size);
  }

  private drawAt(lines: Line[], x: number, size: number): void {
    const { sheet } = this;
    for (const line of lines) {
      sheet.reserve(size * leading);
      sheet.line(line, x, sheet.y + size, size);
      sheet.y += size * leading;
    }
  }
}

import type { Line, PdfText } from "./pdf-font";
import type { PdfSheet } from "./pdf-sheet";

export type PdfColumn = {
  title: string;
  /** Of what the table is wide. */
  share: number;
};

export type PdfRow = {
  /** One a column; a list is one paragraph under another. */
  cells: PdfText[][];
  /** Below the cells, from a column on: what does not fit beside the others. */
  details?: { column: number; lines: PdfText[] };
};

const size = 7.5;
const leading = 1.36;
const gap = 10;
const cellLinesMax = 12;
const padding = 3.5;

/** A table whose heading stands on every page it goes on to. */
export class PdfTable {
  private readonly columns: { x: number; width: number }[];
  private isOpen = false;

  constructor(
    private readonly sheet: PdfSheet,
    private readonly shown: readonly PdfColumn[],
  ) {
    const whole = shown.reduce((sum, { share }) => sum + share, 0);
    let x = sheet.left;
    this.columns = shown.map(({ share }) => {
      const width = (sheet.width * share) / whole;
      const column = { x, width: width - gap };
      x += width;
      return column;
    });
  }

  row({ cells, details }: PdfRow): void {
    const { sheet } = this;
    const blocks = this.columns.map(({ width }, at) =>
      (cells[at] ?? []).flatMap((text) => this.wrap(text, width)),
    );
    const height = Math.max(...blocks.map(({ length }) => length)) * size * leading;
    this.reserve(height + 2 * padding);
    const top = sheet.y + padding;
    for (const [at, lines] of blocks.entries()) {
      this.draw(lines, this.columns[at]?.x ?? sheet.left, top);
    }
    sheet.y = top + height;
    if (details) this.drawDetails(details);
    sheet.y += padding;
    sheet.rule(sheet.left, sheet.width, sheet.y);
  }

  /** Unlike cells, these may go on to the next page. */
  private drawDetails({ column, lines }: NonNullable<PdfRow["details"]>): void {
    const { sheet } = this;
    const { x } = this.columns[column] ?? { x: sheet.left };
    const width = sheet.left + sheet.width - x;
    for (const line of lines.flatMap((text) => this.wrap(text, width))) {
      this.reserve(size * leading);
      this.draw([line], x, sheet.y);
      sheet.y += size * leading;
    }
  }

  private wrap(text: PdfText, width: number): Line[] {
    return this.sheet.wrap(text, { size, width, linesMax: cellLinesMax });
  }

  private draw(lines: Line[], x: number, top: number): void {
    for (const [at, line] of lines.entries()) {
      this.sheet.line(line, x, top + at * size * leading + size, size);
    }
  }

  private reserve(height: number): void {
    const isTurned = this.sheet.reserve(height + (this.isOpen ? 0 : 24));
    if (isTurned || !this.isOpen) this.drawHeading();
    this.isOpen = true;
  }

  private drawHeading(): void {
    const { sheet } = this;
    for (const [at, { title }] of this.shown.entries()) {
      const { x, width } = this.columns[at] ?? { x: sheet.left, width: 0 };
      const lines = this.wrap([{ text: title, tone: "quiet", style: "strong" }], width);
      this.draw(lines.slice(0, 1), x, sheet.y);
    }
    sheet.y += size * leading + padding;
    sheet.rule(sheet.left, sheet.width, sheet.y, 0.8);
  }
}

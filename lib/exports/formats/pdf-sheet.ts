import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import PDFKit from "pdfkit";
import {
  type EmbeddedFont,
  type Line,
  PdfFonts,
  type PdfText,
  type PdfTone,
  type Setting,
} from "./pdf-font";

export type PdfInfo = {
  title: string;
  author: string;
  createdAt: Date;
  /** Stands at the foot of every page. */
  foot: string;
  /** The first page is drawn last, when everything it says is known. */
  hasCover: boolean;
};

type Reference = { data: Record<string, unknown>; end: (content?: string) => void };

/** What pdfkit keeps of a document beside what its types say. */
type Inside = {
  _font: EmbeddedFont;
  _root: { data: { Pages: { data: { Kids: unknown[] } } } };
  page: { fonts: Record<string, unknown>; xobjects: Record<string, unknown> };
  ref: (data: object) => Reference;
};

export const pageSize = { width: 842, height: 595 };
const margin = { side: 40, top: 40, foot: 22 };
const footSize = 7;
const totalName = "PageTotal";

const colors: Record<PdfTone, string> = {
  ink: "0.09 0.09 0.11 rg",
  quiet: "0.42 0.42 0.46 rg",
  good: "0.05 0.42 0.25 rg",
  bad: "0.72 0.09 0.11 rg",
  warning: "0.6 0.35 0 rg",
};

const decimal = (value: number) => value.toFixed(2);

/**
 * Pages of a document that leave for the disk as they fill: memory stays what one page
 * takes. How many there are is written once, at the end, and every page refers to it.
 */
export class PdfSheet {
  readonly left = margin.side;
  readonly width = pageSize.width - 2 * margin.side;
  readonly bottom = pageSize.height - margin.top;
  /** Where the next thing goes, from the top of the page. */
  y = 0;
  private readonly fonts: PdfFonts;
  private readonly total: Reference;
  private readonly hash = createHash("sha256");
  private pageCount = 0;
  private bytes = 0;
  private commands: string[] = [];

  private constructor(
    private readonly document: PDFKit.PDFDocument & Inside,
    private readonly handle: FileHandle,
    private readonly info: PdfInfo,
  ) {
    this.fonts = new PdfFonts((bytes) => document.font(bytes)._font);
    this.total = document.ref({ Type: "XObject", Subtype: "Form" });
  }

  static async create(path: string, info: PdfInfo): Promise<PdfSheet> {
    const { title, author, createdAt } = info;
    const product = "Custody";
    const options = {
      autoFirstPage: false,
      size: [pageSize.width, pageSize.height],
      margin: 0,
      pdfVersion: "1.7",
      lang: "en",
      displayTitle: true,
      font: null,
      fontLayoutCache: false,
      info: {
        Title: title,
        Author: author,
        Creator: product,
        Producer: product,
        CreationDate: createdAt,
      },
    };
    const document = new PDFKit(options as unknown as PDFKit.PDFDocumentOptions);
    const inside = document as PDFKit.PDFDocument & Inside;
    return new PdfSheet(inside, await open(path, "wx", 0o600), info);
  }

  wrap(text: PdfText, setting: Setting): Line[] {
    return this.fonts.wrap(text, setting);
  }

  /** A fresh page; what was drawn before is complete. */
  turn(): void {
    this.leave();
    this.document.addPage();
    this.pageCount += 1;
    this.y = margin.top;
    const number = this.pageCount + (this.info.hasCover ? 1 : 0);
    this.drawFoot(number);
  }

  /** Turns the page where less than this is left of it. */
  reserve(height: number): boolean {
    if (this.pageCount > 0 && this.y + height <= this.bottom) return false;
    this.turn();
    return true;
  }

  /** One line whose letters stand on `baseline`, counted from the top. */
  line({ runs }: Line, x: number, baseline: number, size: number): void {
    const parts = runs.map(({ font, tone, hex }) => {
      return `${colors[tone]} /${font.id} ${decimal(size)} Tf <${hex}> Tj`;
    });
    const place = `1 0 0 1 ${decimal(x)} ${decimal(pageSize.height - baseline)} Tm`;
    this.commands.push(`BT ${place} ${parts.join(" ")} ET`);
  }

  rule(x: number, width: number, y: number, weight = 0.4): void {
    const at = decimal(pageSize.height - y);
    this.commands.push(
      `0.82 0.82 0.85 RG ${weight} w ${decimal(x)} ${at} m ${decimal(x + width)} ${at} l S`,
    );
  }

  /** What is drawn so far goes to the disk. */
  async flush(): Promise<void> {
    for (;;) {
      const chunk: Uint8Array | null = this.document.read();
      if (chunk === null) return;
      this.hash.update(chunk);
      this.bytes += chunk.length;
      await this.handle.write(chunk);
    }
  }

  async finish(drawCover: () => void): Promise<{
    sha256: string;
    bytes: number;
    pageCount: number;
  }> {
    if (this.info.hasCover) this.addCover(drawCover);
    this.leave();
    this.endTotal();
    this.document.end();
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    const { bytes, pageCount } = this;
    return { sha256: this.hash.digest("hex"), bytes, pageCount };
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }

  private addCover(draw: () => void): void {
    this.leave();
    this.document.addPage();
    this.pageCount += 1;
    this.y = margin.top;
    this.drawFoot(1);
    draw();
    const { Kids } = this.document._root.data.Pages.data;
    Kids.unshift(Kids.pop());
  }

  private drawFoot(number: number): void {
    const baseline = pageSize.height - margin.foot;
    const setting = { size: footSize, width: this.width - 120, linesMax: 1 };
    const quiet = (text: string) => this.wrap([{ text, tone: "quiet" }], setting);
    const widthOf = ({ width }: Line) => (width * footSize) / 1000;
    for (const line of quiet(`Page ${number.toLocaleString("en")} of`)) {
      this.line(line, this.left, baseline, footSize);
      const place = `${decimal(this.left + widthOf(line))} ${decimal(margin.foot)}`;
      this.commands.push(`q 1 0 0 1 ${place} cm /${totalName} Do Q`);
    }
    for (const line of quiet(this.info.foot)) {
      this.line(line, this.left + this.width - widthOf(line), baseline, footSize);
    }
  }

  private endTotal(): void {
    const text = ` ${this.pageCount.toLocaleString("en")}`;
    const [line] = this.wrap([{ text, tone: "quiet" }], { size: footSize, width: 100 });
    const runs = (line?.runs ?? []).map(
      ({ font, tone, hex }) =>
        `${colors[tone]} /${font.id} ${decimal(footSize)} Tf <${hex}> Tj`,
    );
    Object.assign(this.total.data, {
      BBox: [0, -footSize, 100, 2 * footSize],
      Resources: { Font: this.fontReferences() },
    });
    this.total.end(`BT 1 0 0 1 0 0 Tm ${runs.join(" ")} ET`);
  }

  private fontReferences(): Record<string, unknown> {
    return Object.fromEntries(this.fonts.list().map((font) => [font.id, font.ref()]));
  }

  /** pdfkit turns its pages upside down; this turns them back. */
  private leave(): void {
    if (this.commands.length === 0) return;
    const upright = `q 1 0 0 -1 0 ${pageSize.height} cm`;
    this.document.addContent([upright, ...this.commands, "Q"].join("\n"));
    this.commands = [];
    Object.assign(this.document.page.fonts, this.fontReferences());
    this.document.page.xobjects[totalName] = this.total;
  }
}

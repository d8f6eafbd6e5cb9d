import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { showHidden } from "@/lib/entries/visible-text";

export type PdfStyle = "text" | "strong" | "code";
export type PdfTone = "ink" | "quiet" | "good" | "bad" | "warning";
export type PdfSpan = { text: string; style?: PdfStyle; tone?: PdfTone };
/** What stands in a document: plain text, or pieces of it that look different. */
export type PdfText = string | PdfSpan[];

/** What pdfkit keeps of a font that is embedded; its types do not say so. */
export type EmbeddedFont = {
  id: string;
  ref: () => unknown;
  encode: (text: string) => [hex: string[], positions: { advanceWidth: number }[]];
  font: { hasGlyphForCodePoint: (code: number) => boolean };
};

type Glyph = { font: EmbeddedFont; hex: string; width: number };
export type Run = { font: EmbeddedFont; tone: PdfTone; hex: string };
/** Of a line of text; its width is in thousandths of the size it is set in. */
export type Line = { runs: Run[]; width: number };

export type Setting = { size: number; width: number; linesMax?: number };

/** A bundler turns names of modules into numbers; the fonts are files in any case. */
const packages = createRequire(findRoot());
const geist = join(dirname(packages.resolve("geist/font/sans")), "fonts");
const dejaVu = join(dirname(packages.resolve("dejavu-fonts-ttf/package.json")), "ttf");

function findRoot(): string | URL {
  const root = join(process.cwd(), "package.json");
  return existsSync(join(root, "../node_modules/geist")) ? root : import.meta.url;
}

/** Each style, and what has the letters that it lacks: Greek, Hebrew, Arabic, signs. */
const files: Record<PdfStyle, [own: string, fallback: string]> = {
  text: [`${geist}/geist-sans/Geist-Regular.ttf`, `${dejaVu}/DejaVuSansCondensed.ttf`],
  strong: [
    `${geist}/geist-sans/Geist-SemiBold.ttf`,
    `${dejaVu}/DejaVuSansCondensed-Bold.ttf`,
  ],
  code: [`${geist}/geist-mono/GeistMono-Regular.ttf`, `${dejaVu}/DejaVuSansMono.ttf`],
};

/**
 * Sets text in fonts that the document carries with it, letter by letter: nothing of a text
 * can be anything but the glyphs it is shown as. What no font has is told by its number.
 */
export class PdfFonts {
  private readonly fonts = new Map<string, EmbeddedFont>();
  private readonly glyphs: Record<PdfStyle, Map<string, Glyph[]>> = {
    text: new Map(),
    strong: new Map(),
    code: new Map(),
  };

  constructor(private readonly embed: (bytes: Buffer) => EmbeddedFont) {}

  /** Breaks a text into lines at its spaces, or anywhere in a word that is too long. */
  wrap(text: PdfText, { size, width, linesMax = 200 }: Setting): Line[] {
    const breaker = new LineBreaker((width / size) * 1000);
    for (const { text: part, style = "text", tone = "ink" } of spansOf(text)) {
      for (const letter of makeVisible(part)) {
        breaker.take(this.glyphsOf(letter, style), tone, letter === " ");
      }
    }
    const lines = breaker.finish();
    if (lines.length <= linesMax) return lines;
    const last = lines[linesMax - 1];
    const more: Run[] = this.glyphsOf("…", "text").map(({ font, hex }) => {
      return { font, hex, tone: "quiet" };
    });
    const cut = { runs: [...(last?.runs ?? []), ...more], width: last?.width ?? 0 };
    return [...lines.slice(0, linesMax - 1), cut];
  }

  /** Every font that was used, for the pages that name them. */
  list(): EmbeddedFont[] {
    return [...this.fonts.values()];
  }

  private glyphsOf(letter: string, style: PdfStyle): Glyph[] {
    const known = this.glyphs[style].get(letter);
    if (known) return known;
    const made = this.makeGlyphs(letter, style);
    this.glyphs[style].set(letter, made);
    return made;
  }

  private makeGlyphs(letter: string, style: PdfStyle): Glyph[] {
    const code = letter.codePointAt(0) ?? 0;
    const font = files[style]
      .map((file) => this.open(file))
      .find((one) => one.font.hasGlyphForCodePoint(code));
    if (font === undefined) {
      const name = `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
      return [...name].flatMap((one) => this.glyphsOf(one, style));
    }
    const [hex, positions] = font.encode(letter);
    const width = positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0);
    return [{ font, hex: hex.join(""), width }];
  }

  private open(file: string): EmbeddedFont {
    const known = this.fonts.get(file);
    if (known) return known;
    const font = this.embed(readFileSync(file));
    this.fonts.set(file, font);
    return font;
  }
}

function spansOf(text: PdfText): PdfSpan[] {
  return typeof text === "string" ? [{ text }] : text;
}

/** Most texts are plain ones, which hide nothing. */
function makeVisible(text: string): string {
  return /^[ -~]*$/.test(text) ? text : showHidden(text.normalize("NFC"));
}

class LineBreaker {
  private readonly lines: Line[] = [];
  private glyphs: Glyph[] = [];
  private tones: PdfTone[] = [];
  private width = 0;
  /** How much of the line ends with its last space. */
  private fitCount = 0;

  constructor(private readonly widthMax: number) {}

  take(glyphs: readonly Glyph[], tone: PdfTone, isSpace: boolean): void {
    for (const glyph of glyphs) {
      if (!isSpace && this.width + glyph.width > this.widthMax) this.break();
      this.glyphs.push(glyph);
      this.tones.push(tone);
      this.width += glyph.width;
    }
    if (isSpace) this.fitCount = this.glyphs.length;
  }

  finish(): Line[] {
    if (this.glyphs.length > 0) this.lines.push(joinRuns(this.glyphs, this.tones));
    return this.lines;
  }

  private break(): void {
    const count = this.fitCount > 0 ? this.fitCount : this.glyphs.length;
    if (count === 0) return;
    const rest = this.glyphs.slice(count);
    const restTones = this.tones.slice(count);
    this.glyphs.length = count;
    this.lines.push(joinRuns(this.glyphs, this.tones));
    this.glyphs = rest;
    this.tones = restTones;
    this.width = rest.reduce((sum, { width }) => sum + width, 0);
    this.fitCount = 0;
  }
}

function joinRuns(glyphs: readonly Glyph[], tones: readonly PdfTone[]): Line {
  const runs: Run[] = [];
  let last: Run | undefined;
  let width = 0;
  for (const [at, { font, hex, width: wide }] of glyphs.entries()) {
    const tone = tones[at] ?? "ink";
    if (last === undefined || last.font !== font || last.tone !== tone) {
      last = { font, tone, hex: "" };
      runs.push(last);
    }
    last.hex += hex;
    width += wide;
  }
  return { runs, width };
}

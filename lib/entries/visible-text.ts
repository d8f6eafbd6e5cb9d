/** Text as it is, or a character nobody would see, under its name. */
export type VisiblePart = { at: number } & (
  | { kind: "text"; text: string }
  | { kind: "mark"; mark: string; name: string }
);

const names: ReadonlyMap<number, [mark: string, name: string]> = new Map([
  [0x09, ["TAB", "tab"]],
  [0x0a, ["LF", "line feed"]],
  [0x0d, ["CR", "carriage return"]],
  [0x1b, ["ESC", "escape"]],
  [0xad, ["SHY", "soft hyphen"]],
  [0x034f, ["CGJ", "combining grapheme joiner"]],
  [0x061c, ["ALM", "Arabic letter mark"]],
  [0x200b, ["ZWSP", "zero width space"]],
  [0x200c, ["ZWNJ", "zero width non-joiner"]],
  [0x200d, ["ZWJ", "zero width joiner"]],
  [0x200e, ["LRM", "left-to-right mark"]],
  [0x200f, ["RLM", "right-to-left mark"]],
  [0x2028, ["LS", "line separator"]],
  [0x2029, ["PS", "paragraph separator"]],
  [0x202a, ["LRE", "left-to-right embedding"]],
  [0x202b, ["RLE", "right-to-left embedding"]],
  [0x202c, ["PDF", "pop directional formatting"]],
  [0x202d, ["LRO", "left-to-right override"]],
  [0x202e, ["RLO", "right-to-left override"]],
  [0x2060, ["WJ", "word joiner"]],
  [0x2066, ["LRI", "left-to-right isolate"]],
  [0x2067, ["RLI", "right-to-left isolate"]],
  [0x2068, ["FSI", "first strong isolate"]],
  [0x2069, ["PDI", "pop directional isolate"]],
  [0xfeff, ["BOM", "zero width no-break space"]],
]);

/** Joiners inside an emoji are how that emoji is spelled; stacked marks climb over lines. */
const pattern = new RegExp(
  [
    "(?<emoji>\\p{Extended_Pictographic}[\\uFE0F\\p{EMod}]*" +
      "(?:\\u200D\\p{Extended_Pictographic}[\\uFE0F\\p{EMod}]*)+)",
    "(?<stack>(?<=\\p{M}{4})\\p{M}+)",
    "(?<one>[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u034F\\u115F\\u1160\\u2028\\u2029" +
      "\\u3164\\uFFA0\\uFFF9-\\uFFFB])",
  ].join("|"),
  "gu",
);

/** Splits a value so that what cannot be seen, or would turn its surroundings, is named. */
export function listVisibleParts(text: string, keep = ""): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let start = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.groups?.emoji !== undefined || keep.includes(match[0])) continue;
    pushText(parts, start, text.slice(start, match.index));
    const isStack = match.groups?.stack !== undefined;
    parts.push({ at: match.index, kind: "mark", ...nameHidden(match[0], isStack) });
    start = match.index + match[0].length;
  }
  pushText(parts, start, text.slice(start));
  return parts;
}

/** The same as one plain text, for attributes and notes: `⟨RLO⟩` stands for the character. */
export function showHidden(text: string, keep = ""): string {
  return listVisibleParts(text, keep)
    .map((part) => (part.kind === "text" ? part.text : `⟨${part.mark}⟩`))
    .join("");
}

function pushText(parts: VisiblePart[], at: number, text: string): void {
  if (text !== "") parts.push({ at, kind: "text", text });
}

function nameHidden(text: string, isStack: boolean): { mark: string; name: string } {
  if (isStack) {
    const count = Array.from(text).length;
    return { mark: `+${count}`, name: `${count} more combining marks` };
  }
  const code = text.codePointAt(0) ?? 0;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const [mark, name] = names.get(code) ?? [point, "invisible character"];
  return { mark, name: `${point} ${name}` };
}

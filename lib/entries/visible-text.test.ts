import { describe, expect, it } from "vitest";
import { listVisibleParts, showHidden } from "@/lib/entries/visible-text";

describe("text from outside", () => {
  it("names a character that would turn the text around", () => {
    expect(listVisibleParts("invoice\u202Efdp.exe")).toEqual([
      { at: 0, kind: "text", text: "invoice" },
      { at: 7, kind: "mark", mark: "RLO", name: "U+202E right-to-left override" },
      { at: 8, kind: "text", text: "fdp.exe" },
    ]);
  });

  it("leaves nothing invisible in the text it lets through", () => {
    const hidden =
      "\u0000\u001B\u007F\u0085\u00AD\u200B\u2060\u2066\uFEFF\u{E0041}\u3164";
    const shown = showHidden(`a${hidden}b`);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\u3164]/u);
    expect(shown.startsWith("a⟨U+0000⟩⟨ESC⟩")).toBe(true);
  });

  it("keeps an emoji family and right-to-left scripts whole", () => {
    for (const text of ["👨‍👩‍👧 at home", "שלום עולם", "naïve 日本"]) {
      expect(listVisibleParts(text)).toEqual([{ at: 0, kind: "text", text }]);
    }
  });

  it("names a joiner that joins no emoji", () => {
    expect(showHidden("ad\u200Dmin")).toBe("ad⟨ZWJ⟩min");
  });

  it("counts marks that would climb over the lines above", () => {
    expect(showHidden(`Z${"\u0310".repeat(20)}algo`)).toBe(
      `Z${"\u0310".repeat(4)}⟨+16⟩algo`,
    );
  });

  it("keeps the line breaks it is asked to keep", () => {
    expect(showHidden("a\nb\tc", "\n\t")).toBe("a\nb\tc");
    expect(showHidden("a\nb")).toBe("a⟨LF⟩b");
  });
});

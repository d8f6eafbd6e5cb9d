import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { condensePieces, diffWords } from "@/lib/entries/word-diff";

describe("the difference of two texts", () => {
  it("marks the words that changed and leaves the others alone", () => {
    expect(diffWords("Customer called twice", "Customer called three times")).toEqual({
      before: [
        { at: 0, text: "Customer called ", isChanged: false },
        { at: 4, text: "twice", isChanged: true },
      ],
      after: [
        { at: 0, text: "Customer called ", isChanged: false },
        { at: 4, text: "three times", isChanged: true },
      ],
    });
  });

  it("gives up on texts that share next to nothing", () => {
    expect(diffWords("Open", "Closed")).toBeNull();
    expect(diffWords("", "anything")).toBeNull();
  });

  it("gives up on texts too long to compare word by word", () => {
    const long = "word ".repeat(5_000);
    expect(diffWords(long, `${long}more`)).toBeNull();
  });

  it("is folded around the words that changed", () => {
    const same = "the same words again ".repeat(20);
    const diff = diffWords(`${same}old`, `${same}new`);
    const [start, end] = condensePieces(diff?.after ?? []);
    expect(start?.text).toMatch(/^… .*words again $/);
    expect(start?.text.length).toBeLessThan(60);
    expect(end).toMatchObject({ text: "new", isChanged: true });
  });

  it("never loses or adds a character of either text", () => {
    const words = fc.array(fc.constantFrom("a", "b", "cc", " ", "\n", "é", "👍"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const diff = diffWords(left.join(""), right.join(""));
        const join = (pieces: { text: string }[]) =>
          pieces.map(({ text }) => text).join("");
        if (diff === null) return;
        expect(join(diff.before)).toBe(left.join(""));
        expect(join(diff.after)).toBe(right.join(""));
      }),
    );
  });
});

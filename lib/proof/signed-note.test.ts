import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBase64 } from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import {
  checkNote,
  cosignText,
  createSigner,
  formatNote,
  formatSignature,
  noteSignaturesMax,
  parseNote,
  signNote,
} from "@/lib/proof/signed-note";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import golden from "@/testing/golden-bundle.json";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Vectors = {
  notes: {
    vkeys: string[];
    note: string;
    valid: boolean;
    verified?: string[];
    unverified?: string[];
  }[];
  signing: { skey: string; vkey: string; text: string; signedNote: string };
  badVkeys: { vkey: string }[];
};

const signer = createSigner("log.example/one", new Uint8Array(32).fill(1));
const witness = createSigner("w.example/1", new Uint8Array(32).fill(2), "cosignature");
const note = signNote("a text\nof two lines\n", [signer]);

describe("a signed note", () => {
  it("is read as it was written, with its signatures", () => {
    const { text, signatures } = parseNote(note);
    expect(text).toBe("a text\nof two lines\n");
    expect(signatures).toMatchObject([{ name: "log.example/one" }]);
    expect(formatNote({ text, signatures })).toBe(note);
  });

  it("holds for the key that signed it, and says who else signed", () => {
    const twice = note + formatSignature(cosignText(parseNote(note).text, witness, 99));
    expect(checkNote(twice, [signer.key])).toMatchObject({
      ok: true,
      verified: [{ name: "log.example/one" }],
      unverified: [{ name: "w.example/1" }],
    });
    expect(checkNote(twice, [signer.key, witness.key])).toMatchObject({
      ok: true,
      verified: [{}, {}],
      unverified: [],
    });
    expect(checkNote(twice, [])).toMatchObject({ ok: false });
  });

  it("counts the signature of one key once, however often it stands there", () => {
    const [line] = parseNote(note).signatures;
    const doubled = note + (line ? formatSignature(line) : "");
    expect(checkNote(doubled, [signer.key])).toMatchObject({ ok: true, verified: [{}] });
  });

  it("fails when a known key's signature is bad, even if another's holds", () => {
    const other = createSigner("other.example", new Uint8Array(32).fill(3));
    const forged = signNote("another text\n", [other]).split("\n\n")[1] ?? "";
    expect(checkNote(note + forged, [signer.key, other.key])).toMatchObject({
      ok: false,
      why: "a signature is bad",
    });
  });

  it("does not survive a change of any of its characters", () => {
    fc.assert(
      fc.property(
        fc.nat(note.length - 1),
        fc.constantFrom("A", "b", "\n", " ", "—"),
        (at, put) => {
          const changed = note.slice(0, at) + put + note.slice(at + 1);
          fc.pre(changed !== note);
          expect(checkNote(changed, [signer.key]).ok).toBe(false);
        },
      ),
    );
  });

  it.each([
    ["no signature", "a text\n\n"],
    ["no empty line", "a text\n— a b\n"],
    ["an end that is cut", note.slice(0, -1)],
    ["another dash", note.replace("— ", "- ")],
    ["a control character", note.replace("of", "\u0007f")],
    [
      "too many signatures",
      note + (note.split("\n\n")[1] ?? "").repeat(noteSignaturesMax),
    ],
    ["a signature that is only a key id", "a text\n\n— a.example AAAAAA==\n"],
  ])("with %s is refused", (_, text) => {
    expect(() => parseNote(text)).toThrow(FormatError);
    expect(checkNote(text, [signer.key]).ok).toBe(false);
  });

  it("of the golden bundle holds for its log and its witness, with the time", () => {
    const keys = golden.policy
      .split("\n")
      .flatMap((line) => /^(?:log|witness \S+) (\S+)$/.exec(line)?.[1] ?? [])
      .map(parseVerifierKey);
    expect(keys.map(({ type }) => type)).toEqual(["ed25519", "cosignature"]);
    expect(checkNote(golden.checkpoint, keys)).toMatchObject({
      ok: true,
      verified: keys,
    });
  });
});

describeShared("notes of other tools", () => {
  const vectors = () =>
    JSON.parse(
      readFileSync(`${sharedDir}vectors/signed-note/notes.json`, "utf8"),
    ) as Vectors;

  it("are verified by the keys they name, and by no others", () => {
    for (const { vkeys, note: text, valid, verified, unverified } of vectors().notes) {
      const verdict = checkNote(text, vkeys.map(parseVerifierKey));
      expect(verdict.ok).toBe(valid);
      if (!verdict.ok) continue;
      if (verified) expect(verdict.verified.map(({ name }) => name)).toEqual(verified);
      if (unverified)
        expect(verdict.unverified.map(({ name }) => name)).toEqual(unverified);
    }
  });

  it("are signed byte for byte alike", () => {
    const { skey, vkey, text, signedNote } = vectors().signing;
    const [, name = "", encoded = ""] =
      /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(skey) ?? [];
    const other = createSigner(name, parseBase64(encoded).slice(1));
    expect(parseVerifierKey(vkey)).toEqual(other.key);
    expect(signNote(text, [other])).toBe(signedNote);
  });

  it("have no key that is written wrong", () => {
    for (const { vkey } of vectors().badVkeys) {
      expect(() => parseVerifierKey(vkey)).toThrow(FormatError);
    }
  });
});

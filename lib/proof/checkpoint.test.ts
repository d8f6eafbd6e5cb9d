import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatBase64, parseBase64, parseHex } from "@/lib/proof/bytes";
import { formatCheckpoint, parseCheckpoint } from "@/lib/proof/checkpoint";
import { FormatError } from "@/lib/proof/format-error";
import { checkConsistency, hashTree } from "@/lib/proof/merkle";
import { checkNote, createSigner, parseNote, signNote } from "@/lib/proof/signed-note";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Vectors = {
  checkpoints: { vkeys: string[]; checkpoint: string; valid: boolean }[];
  consistency: {
    old: { size: number; root: string };
    new: { size: number; root: string };
    proofHex: string[];
  };
  parseBodies: { cases: { desc: string; body: string; wantErr: boolean }[] };
};
type Fork = { vkey: string; old: string; new: string; proofOfMisbehaviour: string[] };

const readText = (path: string) => readFileSync(`${sharedDir}vectors/${path}`, "utf8");
const readVectors = <T>(path: string): T => JSON.parse(readText(path)) as T;
const root = formatBase64(new Uint8Array(32).fill(9));

describe("the body of a checkpoint", () => {
  it("is read as it was written", () => {
    const text = `a.example/log\n12\n${root}\n`;
    expect(parseCheckpoint(text)).toMatchObject({ origin: "a.example/log", size: 12 });
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
    const extended = `${text}one more\n`;
    expect(parseCheckpoint(extended).extensions).toEqual(["one more"]);
    expect(formatCheckpoint(parseCheckpoint(extended))).toBe(extended);
  });

  it.each([
    "",
    "\n1\nX\n",
    "a\n01\nX\n",
    "a\n-1\nX\n",
    "a\n1\nX",
    "a\n1\nX\n\n",
    "a\n1e3\nX\n",
    "a\n9007199254740993\nX\n",
    "a\n1\nAAAA\n",
  ])("is refused as %j", (shape) => {
    expect(() => parseCheckpoint(shape.replace("X", root))).toThrow(FormatError);
  });
});

describeShared("checkpoints of other logs", () => {
  const vectors = () => readVectors<Vectors>("checkpoint/checkpoints.json");

  it("are read and verified", () => {
    for (const { vkeys, checkpoint, valid } of vectors().checkpoints) {
      expect(checkNote(checkpoint, vkeys.map(parseVerifierKey)).ok).toBe(valid);
      const { text } = parseNote(checkpoint);
      expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
    }
  });

  it("of one log are consistent with each other", () => {
    const { old, new: later, proofHex } = vectors().consistency;
    const claim = {
      oldSize: old.size,
      oldRoot: parseBase64(old.root),
      newSize: later.size,
      newRoot: parseBase64(later.root),
      proof: proofHex.map(parseHex),
    };
    expect(checkConsistency(claim)).toEqual({ ok: true });
  });

  it("are refused when their body is not one, or has no hash for a root", () => {
    for (const { desc, body } of vectors().parseBodies.cases) {
      const attempt = () => parseCheckpoint(body);
      const has32Bytes = body.includes("dGhlIHZpZXcg") && body.split("\n").length === 4;
      expect(attempt, `${desc} ${has32Bytes}`).toThrow(FormatError);
    }
  });

  it("of a forked log are both signed and cannot both be true", () => {
    const fork = readVectors<Fork>("fork/sumdb-fork.json");
    const keys = [parseVerifierKey(fork.vkey)];
    expect(checkNote(fork.old, keys).ok).toBe(true);
    expect(checkNote(fork.new, keys).ok).toBe(true);
    const old = parseCheckpoint(parseNote(fork.old).text);
    const later = parseCheckpoint(parseNote(fork.new).text);
    const proof = fork.proofOfMisbehaviour.map(parseBase64);
    const claim = {
      oldSize: old.size,
      oldRoot: old.root,
      newSize: later.size,
      newRoot: later.root,
      proof,
    };
    expect(checkConsistency(claim).ok).toBe(false);
  });
});

describeShared("the log of Tessera", () => {
  const skey =
    "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

  it("has checkpoints that are signed again byte for byte, from its leaves", () => {
    const [, name = "", encoded = ""] =
      /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(skey) ?? [];
    const signer = createSigner(name, parseBase64(encoded).slice(1));
    for (let size = 0; size <= 15; size += 1) {
      const hashes =
        size === 0
          ? new Uint8Array(0)
          : readFileSync(
              `${sharedDir}vectors/tessera-log/testdata/log/tile/0/000.p/${size}`,
            );
      const leaves = Array.from({ length: size }, (_, at) =>
        Uint8Array.from(hashes.subarray(at * 32, at * 32 + 32)),
      );
      const body = { origin: name, size, root: hashTree(leaves), extensions: [] };
      const signed = signNote(formatCheckpoint(body), [signer]);
      expect(signed).toBe(readText(`tessera-log/testdata/log/checkpoint.${size}`));
    }
  });
});

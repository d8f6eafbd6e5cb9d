import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  encodeText,
  formatBase64,
  formatHex,
  parseBase64,
  parseHex,
} from "@/lib/proof/bytes";
import { formatCheckpoint, parseCheckpoint } from "@/lib/proof/checkpoint";
import { checkCosignature, formatCosignedText } from "@/lib/proof/cosignature";
import { isSignature } from "@/lib/proof/ed25519";
import { FormatError } from "@/lib/proof/format-error";
import { sha256 } from "@/lib/proof/hash";
import { checkConsistency } from "@/lib/proof/merkle";
import {
  checkNote,
  cosignText,
  createSigner,
  parseNote,
  parseSignature,
} from "@/lib/proof/signed-note";
import { createVerifierKey, parseVerifierKey } from "@/lib/proof/verifier-key";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Sigsum = {
  logPublicKeyHex: string;
  witnessPublicKeyHex: string;
  size: number;
  rootHashHex: string;
  logSignatureHex: string;
  cosignature: { timestamp: number; signatureHex: string };
};
type Lines = {
  checkpointBody: string;
  lines: string[];
  validIndex: number;
  expectTimestamp: number;
};
type Witness = {
  logPublicKeyHex: string;
  requests: { body: string; status: number }[];
};

const readVectors = <T>(path: string): T =>
  JSON.parse(readFileSync(`${sharedDir}vectors/${path}`, "utf8")) as T;

it("a cosignature holds for its time and its text alone", () => {
  const witness = createSigner("w.example", new Uint8Array(32).fill(5), "cosignature");
  const { bytes } = cosignText("text\n", witness, 1_700_000_000);
  expect(checkCosignature(witness.key, bytes, "text\n")).toEqual({
    ok: true,
    timeSeconds: 1_700_000_000,
  });
  expect(checkCosignature(witness.key, bytes, "other\n").ok).toBe(false);
  const later = Uint8Array.from(bytes, (byte, at) => (at === 7 ? byte ^ 1 : byte));
  expect(checkCosignature(witness.key, later, "text\n").ok).toBe(false);
  expect(checkCosignature(witness.key, bytes.slice(1), "text\n").ok).toBe(false);
});

describeShared("cosignatures of other tools", () => {
  it("of Sigsum hold end to end", () => {
    const vector = readVectors<Sigsum>("cosignature/sigsum-cosignature.json");
    const logKey = parseHex(vector.logPublicKeyHex);
    const origin = `sigsum.org/v1/tree/${formatHex(sha256(logKey))}`;
    const root = parseHex(vector.rootHashHex);
    const text = formatCheckpoint({ origin, size: vector.size, root, extensions: [] });
    const logSignature = parseHex(vector.logSignatureHex);
    expect(isSignature(logSignature, encodeText(text), logKey)).toBe(true);
    const { timestamp, signatureHex } = vector.cosignature;
    const signed = encodeText(formatCosignedText(text, timestamp));
    const witnessKey = parseHex(vector.witnessPublicKeyHex);
    expect(isSignature(parseHex(signatureHex), signed, witnessKey)).toBe(true);
  });

  it("are told from lines with another key id, name or length", () => {
    const { checkpointBody, lines, validIndex, expectTimestamp } = readVectors<Lines>(
      "cosignature/sigsum-lines.json",
    );
    const seed = new Uint8Array(32);
    seed[0] = 17;
    const { key } = createSigner("example.org/witness", seed, "cosignature");
    for (const [at, line] of lines.entries()) {
      const verdict = checkNote(`${checkpointBody}\n${line}\n`, [key]);
      expect(verdict.ok, String(at)).toBe(at === validIndex);
    }
    const { bytes } = parseSignature(lines[validIndex] ?? "");
    expect(checkCosignature(key, bytes, checkpointBody)).toEqual({
      ok: true,
      timeSeconds: expectTimestamp,
    });
  });

  it("have keys of both kinds; one whose id is not its own is refused", () => {
    const { valid } = readVectors<{ valid: { vkey: string }[] }>(
      "cosignature/vkeys.json",
    );
    const [log = "", witness = "", lattice = ""] = valid.map(({ vkey }) => vkey);
    expect(parseVerifierKey(log).type).toBe("ed25519");
    expect(parseVerifierKey(witness).type).toBe("cosignature");
    expect(() => parseVerifierKey(lattice)).toThrow(FormatError);
  });
});

describeShared("the requests that a witness was sent", () => {
  it("are told apart by the log's key, the signature and the consistency proof", () => {
    const { logPublicKeyHex, requests } = readVectors<Witness>(
      "witness/litewitness-add-checkpoint.json",
    );
    const publicKey = parseHex(logPublicKeyHex);
    const origin = `sigsum.org/v1/tree/${formatHex(sha256(publicKey))}`;
    const key = createVerifierKey(origin, publicKey);
    let held = { size: 0, root: formatBase64(sha256(new Uint8Array(0))) };
    const answer = (body: string): number => {
      const split = body.indexOf("\n\n");
      const [old = "", ...hashes] = body.slice(0, split).split("\n");
      const note = body.slice(split + 2);
      if (!checkNote(note, [key]).ok) return 403;
      const sent = parseCheckpoint(parseNote(note).text);
      if (Number(old.slice(4)) !== held.size) return 409;
      const verdict = checkConsistency({
        oldSize: held.size,
        oldRoot: parseBase64(held.root),
        newSize: sent.size,
        newRoot: sent.root,
        proof: hashes.map(parseBase64),
      });
      if (!verdict.ok) return 422;
      held = { size: sent.size, root: formatBase64(sent.root) };
      return 200;
    };
    expect(requests.map(({ body }) => answer(body))).toEqual(
      requests.map(({ status }) => status),
    );
  });
});

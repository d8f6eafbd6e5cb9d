import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { encodeText, parseHex } from "@/lib/proof/bytes";
import { derivePublicKey, isSignature, signMessage } from "@/lib/proof/ed25519";
import { FormatError } from "@/lib/proof/format-error";
import { createVerifierKey } from "@/lib/proof/verifier-key";
import { describeShared, sharedDir } from "@/testing/shared-data";

type WycheproofGroup = {
  publicKey: { pk: string };
  tests: { tcId: number; msg: string; sig: string; result: "valid" | "invalid" }[];
};
type Cctv = {
  number: number;
  key: string;
  sig: string;
  msg: string;
  flags: string[] | null;
};

const readVectors = <T>(path: string): T =>
  JSON.parse(readFileSync(`${sharedDir}vectors/${path}`, "utf8")) as T;

it("a signature holds for its message and key alone", () => {
  const seed = new Uint8Array(32).fill(7);
  const message = encodeText("what was signed\n");
  const signature = signMessage(seed, message);
  const publicKey = derivePublicKey(seed);
  expect(isSignature(signature, message, publicKey)).toBe(true);
  expect(isSignature(signature, encodeText("what was not\n"), publicKey)).toBe(false);
  expect(isSignature(signature.slice(1), message, publicKey)).toBe(false);
  expect(isSignature(signature, message, derivePublicKey(new Uint8Array(32)))).toBe(
    false,
  );
});

describeShared("the Ed25519 traps of Wycheproof", () => {
  it("are all answered as they should be", () => {
    const { testGroups } = readVectors<{ testGroups: WycheproofGroup[] }>(
      "wycheproof/ed25519_test.json",
    );
    let count = 0;
    for (const { publicKey, tests } of testGroups) {
      for (const { tcId, msg, sig, result } of tests) {
        const holds = isSignature(parseHex(sig), parseHex(msg), parseHex(publicKey.pk));
        expect(holds, String(tcId)).toBe(result === "valid");
        count += 1;
      }
    }
    expect(count).toBe(151);
  });
});

describeShared("the edge points of CCTV", () => {
  const vectors = () => readVectors<Cctv[]>("cctv-ed25519/ed25519vectors.json");

  it("never pass under a key of small order or one written otherwise", () => {
    const accepted = vectors().filter(({ key, sig, msg }) =>
      isSignature(parseHex(sig), encodeText(msg), parseHex(key)),
    );
    expect(accepted).toHaveLength(212);
    const refused = ["low_order_A", "non_canonical_A", "non_canonical_R"];
    expect(
      accepted.filter(({ flags }) => flags?.some((flag) => refused.includes(flag))),
    ).toEqual([]);
  });

  it("have no key of small order that could be trusted", () => {
    const weak = vectors().filter(({ flags }) => flags?.includes("low_order_A"));
    expect(weak.length).toBeGreaterThan(0);
    for (const { key } of weak) {
      expect(() => createVerifierKey("a.example", parseHex(key))).toThrow(FormatError);
    }
  });
});

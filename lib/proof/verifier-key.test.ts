import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  concatBytes,
  encodeText,
  formatBase64,
  formatHex,
  parseHex,
} from "@/lib/proof/bytes";
import { FormatError } from "@/lib/proof/format-error";
import { sha256 } from "@/lib/proof/hash";
import { formatVerifierKey, parseVerifierKey } from "@/lib/proof/verifier-key";
import golden from "@/testing/golden-bundle.json";
import { describeShared, sharedDir } from "@/testing/shared-data";

const goldenKey = golden.policy.split("\n")[0]?.replace("log ", "") ?? "";

/** A key text whose id is right, whatever the key is. */
function spell(name: string, typedKey: Uint8Array): string {
  const id = sha256(concatBytes(encodeText(`${name}\n`), typedKey)).subarray(0, 4);
  return `${name}+${formatHex(id)}+${formatBase64(typedKey)}`;
}

describe("a verifier key", () => {
  it("is read and written as the policy of the golden bundle has it", () => {
    const { name, publicKey } = parseVerifierKey(goldenKey);
    expect(name).toBe("log.example.com/al1");
    expect(formatVerifierKey(name, publicKey)).toBe(goldenKey);
  });

  it("carries a key that Node made", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const bytes = Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url");
    const read = parseVerifierKey(formatVerifierKey("a.example/custody1", bytes));
    expect(formatHex(read.publicKey)).toBe(bytes.toString("hex"));
  });

  it("is refused when its id, its name or its type is another", () => {
    const [name, id, ...parts] = goldenKey.split("+");
    const key = parts.join("+");
    expect(parseVerifierKey(`${name}+${id}+${key}`)).toMatchObject({ name });
    for (const text of [
      "",
      `${name}+${id}`,
      `${name}+97523add+${key}`,
      `${name}x+${id}+${key}`,
      `${name}+97523ADC+${key}`,
      `${goldenKey}\n`,
      ` ${goldenKey}`,
      goldenKey.replace("/", "+"),
    ]) {
      expect(() => parseVerifierKey(text), text).toThrow(FormatError);
    }
    expect(() => formatVerifierKey("two words", new Uint8Array(32))).toThrow(FormatError);
  });

  it("is refused when anybody could sign under it, or nobody", () => {
    for (const [hex, why] of [
      [`01${"00".repeat(31)}`, "small order"],
      ["00".repeat(32), "small order"],
      [`ec${"ff".repeat(30)}7f`, "small order"],
      ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "small order"],
      [`ee${"ff".repeat(30)}7f`, "not a point"],
      [`02${"00".repeat(31)}`, "not a point"],
      ["00".repeat(31), "length"],
      ["00".repeat(33), "length"],
    ] as const) {
      const publicKey = parseHex(hex);
      const text = spell("a.example", concatBytes(Uint8Array.of(1), publicKey));
      expect(() => formatVerifierKey("a.example", publicKey), hex).toThrow(why);
      expect(() => parseVerifierKey(text), hex).toThrow(why);
      expect(() => parseVerifierKey(text), hex).toThrow(FormatError);
    }
  });
});

describeShared("the verifier keys of others", () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(`${sharedDir}vectors/${name}`, "utf8"));

  it("are read when they are Ed25519 keys with their own id", () => {
    const { notes, badVkeys } = read("signed-note/notes.json");
    const sound: string[] = notes.flatMap((note: { vkeys: string[] }) => note.vkeys);
    expect(sound.length).toBeGreaterThan(0);
    for (const text of sound) {
      const { name, publicKey } = parseVerifierKey(text);
      expect(formatVerifierKey(name, publicKey)).toBe(text);
    }
    expect(badVkeys).toHaveLength(2);
    for (const { vkey } of badVkeys) {
      expect(() => parseVerifierKey(vkey)).toThrow(FormatError);
    }
  });

  it("are read for logs and witnesses, and refused when they are of another type", () => {
    const { valid } = read("cosignature/vkeys.json");
    const answers = valid.map(({ vkey }: { vkey: string }) => {
      try {
        return parseVerifierKey(vkey).name;
      } catch (error) {
        return error instanceof FormatError ? "refused" : "broken";
      }
    });
    expect(answers).toEqual(["TEST", "remora.n621.de", "refused"]);
  });
});

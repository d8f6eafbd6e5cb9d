import { describe, expect, it } from "vitest";
import { createApiKeyParts, formatApiKey, parseApiKey } from "./api-key";

const key = formatApiKey({
  kind: "live",
  publicId: "Ab3dEf6h",
  secret: "0123456789ABCDEFGHIJKLMNOPQRSTUV",
});

describe("an API key", () => {
  it("reads back as what it was made of", () => {
    for (const kind of ["live", "demo"] as const) {
      const parts = createApiKeyParts(kind);
      expect(parseApiKey(formatApiKey(parts))).toEqual(parts);
    }
  });

  it("has one fixed form, which other people's scanners can look for", () => {
    expect(key).toBe("cus_live_Ab3dEf6h0123456789ABCDEFGHIJKLMNOPQRSTUV0UuH0n");
    for (let made = 0; made < 200; made += 1) {
      const text = formatApiKey(createApiKeyParts("live"));
      expect(text).toMatch(/^cus_live_[0-9A-Za-z]{46}$/);
    }
  });

  it("is drawn anew each time, evenly from all letters and digits", () => {
    const secrets = Array.from({ length: 2000 }, () => createApiKeyParts("live").secret);
    expect(new Set(secrets).size).toBe(secrets.length);
    const counts = new Map<string, number>();
    for (const letter of secrets.join("")) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    const expected = (2000 * 32) / 62;
    expect(counts.size).toBe(62);
    for (const count of counts.values()) {
      expect(Math.abs(count - expected)).toBeLessThan(expected / 4);
    }
  });

  it("with any one character mistyped is told from an unknown one", () => {
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === "a" ? "b" : "a";
      expect(parseApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBeNull();
    }
  });

  it.each([
    "",
    "cus_live_",
    key.toLowerCase(),
    key.replace("live", "demo"),
    key.replace("cus_", "mal_"),
    ` ${key}`,
    `${key} `,
    `${key}\n`,
    key.slice(0, -1),
    `${key}0`,
    `${key}${key}`,
    "cus_live_Ab3dEf6h0123456789ABCDEFGHIJKLMNOPQRSTUV００００００",
  ])("is not %j (T-61)", (text) => {
    expect(parseApiKey(text)).toBeNull();
  });
});

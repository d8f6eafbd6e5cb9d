import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSecret, sealSecret } from "./secret-box";

beforeEach(() => {
  vi.stubEnv("CUSTODY_ENCRYPTION_KEY", randomBytes(32).toString("base64"));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a secret at rest", () => {
  it("opens again for its own row, and is another text each time", () => {
    const sealed = sealSecret("pässword", "row-1");
    expect(openSecret(sealed, "row-1")).toBe("pässword");
    expect(sealed.includes("pässword")).toBe(false);
    expect(sealSecret("pässword", "row-1").equals(sealed)).toBe(false);
  });

  it("a secret moved to another row does not open", () => {
    const sealed = sealSecret("x", "row-1");
    expect(() => openSecret(sealed, "row-2")).toThrow();
  });

  it("does not open with a bit changed, cut short, or under another key", () => {
    const sealed = sealSecret("x", "row-1");
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openSecret(changed, "row-1")).toThrow();
    }
    expect(() => openSecret(sealed.subarray(0, 20), "row-1")).toThrow();
    vi.stubEnv("CUSTODY_ENCRYPTION_KEY", randomBytes(32).toString("base64"));
    expect(() => openSecret(sealed, "row-1")).toThrow();
  });

  it("is not kept at all when the installation has no key", () => {
    vi.stubEnv("CUSTODY_ENCRYPTION_KEY", "");
    expect(() => sealSecret("x", "row-1")).toThrow(/CUSTODY_ENCRYPTION_KEY/);
  });
});

import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { childEnvironment, prepareInstallation } from "@/scripts/start/environment";
import { keepSecrets } from "@/scripts/start/secrets";

const base = mkdtempSync(join(tmpdir(), "custody-secrets-"));
const dir = join(base, "custody");

afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(base, { recursive: true, force: true }));

function source(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { NODE_ENV: "test", CUSTODY_DIR: dir, ...more };
}

describe("the secrets of an installation", () => {
  it("are made once, and kept", () => {
    const first = keepSecrets(dir);
    expect(keepSecrets(dir)).toEqual(first);
    expect(first.authSecret.length).toBeGreaterThanOrEqual(32);
    expect(Buffer.from(first.encryptionKey, "base64")).toHaveLength(32);
  });

  it("are in files nobody else can read", () => {
    keepSecrets(dir);
    const files = readdirSync(dir).filter((name) => name !== "origin");
    expect(files.sort()).toEqual([
      "auth-secret",
      "encryption-key",
      "export-key.pem",
      "log-key.pem",
    ]);
    for (const name of files) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
  });

  it("hold two different Ed25519 keys for the log and for exports", () => {
    const { signingKeyFile, exportKeyFile } = keepSecrets(dir);
    const pems = [signingKeyFile, exportKeyFile].map((file) =>
      readFileSync(file, "utf8"),
    );
    expect(pems[0]).not.toBe(pems[1]);
    for (const pem of pems)
      expect(createPrivateKey(pem).asymmetricKeyType).toBe("ed25519");
  });
});

describe("an installation", () => {
  it("keeps the origin of its first start when its address changes", () => {
    const first = prepareInstallation(source({ CUSTODY_URL: "https://one.example" }));
    const later = prepareInstallation(source({ CUSTODY_URL: "https://other.example" }));
    expect(first.origin).toBe("one.example/custody1");
    expect(later.origin).toBe(first.origin);
  });

  it("takes the operator's own secrets before its own", () => {
    const given = "g".repeat(40);
    const { secrets } = prepareInstallation(source({ AUTH_SECRET: given }));
    expect(secrets.authSecret).toBe(given);
  });

  it("names everything that is wrong with the environment", () => {
    const wrong = source({ AUTH_SECRET: "short", PORT: "x" });
    expect(() => prepareInstallation(wrong)).toThrow(
      /PORT[\s\S]*AUTH_SECRET|AUTH_SECRET[\s\S]*PORT/,
    );
  });

  it("never hands the login that may migrate to a serving process (T-27)", () => {
    vi.stubEnv("DATABASE_URL", "postgres://admin:x@db/custody");
    vi.stubEnv("CUSTODY_SEALER_DATABASE_URL", "postgres://sealer:x@db/custody");
    const urls = { app: "postgres://custody_app:x@db/custody" };
    const environment = childEnvironment(prepareInstallation(source()), urls);
    expect(environment.DATABASE_URL).toBeUndefined();
    expect(environment.CUSTODY_APP_DATABASE_URL).toBe(urls.app);
    expect(environment.CUSTODY_SEALER_DATABASE_URL).toBeUndefined();
  });
});

/**
 * Guarantees: the signing keys of the log are files that nobody else may read; while a new
 * one is introduced both sign, so whoever knows only one of them can go on verifying.
 * Does not: protect them from whoever rules this machine (docs/format.md, section 8).
 */
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSigner, type NoteSigner } from "@/lib/proof/signed-note";

export const doubleSigningDays = 7;
const dayMs = 86_400_000;
const previousOf = (file: string) => `${file}.previous`;

/** readSigners returns the signers of a log: the key before first, while both sign. */
export function readSigners(
  file: string,
  origin: string,
  nowMs = Date.now(),
): NoteSigner[] {
  const current = createSigner(origin, readSeed(file));
  const rotatedMs = findTime(previousOf(file));
  const isBoth = rotatedMs !== null && nowMs - rotatedMs < doubleSigningDays * dayMs;
  return isBoth ? [createSigner(origin, readSeed(previousOf(file))), current] : [current];
}

/**
 * readExportSigner returns what signs the bundles and manifests of a log, by the export key of
 * this installation (docs/format.md, section 7). Throws where it has none.
 */
export function readExportSigner(origin: string): NoteSigner {
  const file = join(process.env.CUSTODY_DIR ?? ".custody", "export-key.pem");
  return createSigner(`${origin}/export`, readSeed(file));
}

/** readSeed returns the seed of an Ed25519 key in a PKCS #8 file. */
export function readSeed(file: string): Uint8Array {
  const jwk = createPrivateKey(readFileSync(file, "utf8")).export({ format: "jwk" });
  return Uint8Array.from(Buffer.from(String(jwk.d), "base64url"));
}

/**
 * rotateKeyFile makes a new key in the place of the one there, which signs beside it for
 * doubleSigningDays. Throws while an earlier rotation is still going on.
 */
export function rotateKeyFile(file: string, nowMs = Date.now()): void {
  const rotatedMs = findTime(previousOf(file));
  if (rotatedMs !== null && nowMs - rotatedMs < doubleSigningDays * dayMs) {
    throw new Error("The key before the last one still signs: wait until it has ended.");
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  writeFileSync(`${file}.next`, pem, { mode: 0o600 });
  const old = readFileSync(file, "utf8");
  writeFileSync(previousOf(file), old, { mode: 0o600 });
  renameSync(`${file}.next`, file);
}

function findTime(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

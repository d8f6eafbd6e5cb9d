import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Secrets = {
  authSecret: string;
  encryptionKey: string;
  signingKeyFile: string;
  exportKeyFile: string;
};

const makers: Record<string, () => string> = {
  "auth-secret": () => randomBytes(48).toString("base64url"),
  "encryption-key": () => randomBytes(32).toString("base64"),
  "log-key.pem": makeSigningKey,
  "export-key.pem": makeSigningKey,
};

/** Makes what is missing under `directory`, once, readable by nobody else. */
export function keepSecrets(directory: string): Secrets {
  makeFolder(directory);
  for (const [name, make] of Object.entries(makers)) {
    const file = join(directory, name);
    if (!existsSync(file))
      writeFileSync(file, ending(make()), { mode: 0o600, flag: "wx" });
    chmodSync(file, 0o600);
  }
  return {
    authSecret: readSecret(directory, "auth-secret"),
    encryptionKey: readSecret(directory, "encryption-key"),
    signingKeyFile: join(directory, "log-key.pem"),
    exportKeyFile: join(directory, "export-key.pem"),
  };
}

/** Under root the database runs as another account, which must be able to pass through. */
export function makeFolder(directory: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(directory, { recursive: true, mode });
}

function readSecret(directory: string, name: string): string {
  const secret = readFileSync(join(directory, name), "utf8").trim();
  if (secret !== "") return secret;
  throw new Error(`${join(directory, name)} is empty: bring it back from a backup.`);
}

function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function ending(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

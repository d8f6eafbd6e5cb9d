import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readInstallation } from "@/db/migrate";
import { parseTrust } from "@/lib/bundles/trust";
import { FormatError } from "@/lib/proof/format-error";
import { type Policy, parsePolicy, policyOfKeys } from "@/lib/proof/policy";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { CommandError, type Given, optionalText } from "./command";

/** The keys to check with: those given, else this installation's own; null when there are none. */
export function readTrustedPolicy(given: Given): Policy | null {
  const file = optionalText(given, "policy");
  const keys = given.values.key;
  if (file !== null && keys !== undefined) {
    throw new CommandError("Give --policy or --key, not both.");
  }
  if (file !== null) return readPolicyFile(file);
  if (Array.isArray(keys)) return explain("--key", () => parseTrust(keys.join("\n")));
  return readOwnPolicy(process.env);
}

function readPolicyFile(file: string): Policy {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  return explain(file, () => parsePolicy(readFileSync(file, "utf8")));
}

/** Reads what is there and makes nothing: a folder without keys stays without. */
function readOwnPolicy(environment: NodeJS.ProcessEnv): Policy | null {
  const dir = environment.CUSTODY_DIR ?? ".custody";
  const exportKeyFile = join(dir, "export-key.pem");
  const signingKeyFile = environment.CUSTODY_SIGNING_KEY_FILE ?? join(dir, "log-key.pem");
  const originFile = join(dir, "origin");
  if (!existsSync(exportKeyFile) || !existsSync(signingKeyFile)) return null;
  const kept = existsSync(originFile) ? readFileSync(originFile, "utf8").trim() : null;
  const origin = environment.CUSTODY_ORIGIN ?? kept;
  if (origin === null) return null;
  const own = readInstallation({ signingKeyFile, exportKeyFile }, origin);
  return policyOfKeys([own.logKey, own.exportKey].map(parseVerifierKey));
}

function explain(what: string, read: () => Policy): Policy {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new CommandError(`${what} cannot be used: ${error.message}.`);
  }
}

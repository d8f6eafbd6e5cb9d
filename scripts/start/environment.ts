import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Environment,
  type LoginName,
  type LoginUrls,
  readEnvironment,
} from "@/lib/kit/env";
import { keepSecrets, type Secrets } from "@/scripts/start/secrets";

export type Installation = { environment: Environment; secrets: Secrets; origin: string };

/** Reads the environment and makes what it leaves open; throws the list of what is wrong. */
export function prepareInstallation(source: NodeJS.ProcessEnv): Installation {
  const read = readEnvironment(source);
  if (!read.ok) {
    const list = read.reason.map((problem) => `  - ${problem}`).join("\n");
    throw new Error(`These settings in the environment are wrong:\n\n${list}`);
  }
  const environment = { ...read.value, dir: resolve(read.value.dir) };
  const kept = keepSecrets(environment.dir);
  const secrets = {
    ...kept,
    authSecret: environment.authSecret ?? kept.authSecret,
    encryptionKey: environment.encryptionKey ?? kept.encryptionKey,
    signingKeyFile: environment.signingKeyFile
      ? resolve(environment.signingKeyFile)
      : kept.signingKeyFile,
  };
  return { environment, secrets, origin: environment.origin ?? keepOrigin(environment) };
}

/** The name in every signature is fixed at the first start: a later address does not change it. */
function keepOrigin({ dir, url }: Environment): string {
  const file = join(dir, "origin");
  if (!existsSync(file)) {
    writeFileSync(file, `${new URL(url).hostname.replace(/^\[|\]$/g, "")}/custody1\n`);
  }
  return readFileSync(file, "utf8").trim();
}

/** What a serving process is given: never the login that may migrate, only the weak ones named. */
export function childEnvironment(
  { environment, secrets, origin }: Installation,
  urls: Partial<LoginUrls>,
): NodeJS.ProcessEnv {
  const { DATABASE_URL, ...rest } = process.env;
  return {
    ...rest,
    PORT: `${environment.port}`,
    CUSTODY_URL: environment.url,
    CUSTODY_DIR: environment.dir,
    CUSTODY_ORIGIN: origin,
    AUTH_SECRET: secrets.authSecret,
    CUSTODY_ENCRYPTION_KEY: secrets.encryptionKey,
    CUSTODY_SIGNING_KEY_FILE: secrets.signingKeyFile,
    NEXT_TELEMETRY_DISABLED: "1",
    ...loginVariables(urls),
  };
}

function loginVariables(urls: Partial<LoginUrls>): Record<string, string | undefined> {
  const names: LoginName[] = ["app", "worker", "sealer", "pruner", "verifier"];
  return Object.fromEntries(
    names.map((name) => [`CUSTODY_${name.toUpperCase()}_DATABASE_URL`, urls[name]]),
  );
}

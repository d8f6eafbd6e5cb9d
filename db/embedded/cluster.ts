import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { giveTo } from "@/db/embedded/account";
import { type Binaries, programPath } from "@/db/embedded/binaries";
import { makePrivate, type Place } from "@/db/embedded/place";
import { serverEnvironment } from "@/db/embedded/settings";

export const adminName = "custody_admin";

export type Cluster = { place: Place; binaries: Binaries };

export function hasCluster(place: Place): boolean {
  return existsSync(join(place.data, "PG_VERSION"));
}

/** Refuses a directory that another major version wrote; it is left as it is. */
export function checkVersion({ place, binaries }: Cluster): void {
  const found = readFileSync(join(place.data, "PG_VERSION"), "utf8").trim();
  if (found === `${binaries.major}`) return;
  throw new Error(
    `The database in ${place.data} was made by PostgreSQL ${found}, and this Custody brings ` +
      `PostgreSQL ${binaries.major}, which cannot open it. Nothing was changed. Either start ` +
      `it with a Custody that brings PostgreSQL ${found}, or bring it over with pg_upgrade, ` +
      "or point CUSTODY_DIR at a new folder to begin with an empty log.",
  );
}

/** Made beside and moved in whole, so that a start cut short leaves nothing half made. */
export function createCluster(cluster: Cluster): void {
  const { place } = cluster;
  const { account } = place;
  const partial = join(place.away, "data.partial");
  const passwordFile = join(place.away, "initdb-password");
  rmSync(partial, { recursive: true, force: true });
  makePrivate(partial, account);
  const password = randomBytes(24).toString("base64url");
  writeSecret(passwordFile, password);
  giveTo(account, passwordFile);
  try {
    runInitdb(cluster, partial, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeSecret(join(place.home, "password"), password);
  if (existsSync(place.data)) removeEmpty(place.data);
  renameSync(partial, place.data);
}

export function readPassword(place: Place): string {
  const file = join(place.home, "password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new Error(
    `The password of the database in ${place.data} is missing: ${file} does not exist. ` +
      "Bring the file back from a backup, or point CUSTODY_DIR at a new folder.",
  );
}

function runInitdb(
  { binaries, place }: Cluster,
  data: string,
  passwordFile: string,
): void {
  const options = [
    ["-D", data, "-U", adminName, "--auth=scram-sha-256", `--pwfile=${passwordFile}`],
    ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"],
    ["--builtin-locale=C.UTF-8", "--no-instructions"],
  ].flat();
  const made = spawnSync(programPath(binaries, "initdb"), options, {
    ...place.account,
    cwd: data,
    env: serverEnvironment(),
    encoding: "utf8",
  });
  if (made.status === 0) return;
  const said = made.error?.message ?? made.stderr.trim();
  throw new Error(`PostgreSQL could not make its database in ${data}: ${said}`);
}

function removeEmpty(folder: string): void {
  if (readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} is not a database and not empty: move it away, or choose another CUSTODY_DIR.`,
    );
  }
  rmSync(folder, { recursive: true });
}

function writeSecret(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: "wx" });
}

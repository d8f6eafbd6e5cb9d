import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import {
  keepPasswords,
  type Login,
  logins,
  loginUrl,
  prepareDatabase,
  provisionLogins,
} from "./logins";
import { checkSchema } from "./schema-lock";

const folder = fileURLToPath(new URL("../drizzle", import.meta.url));
const lockId = 7_203_911;

type Installation = { origin: string; logKey: string; exportKey: string };

/**
 * Brings the database of `adminUrl` to this version and returns the URL of each weak login.
 * Throws when the server is too old, durability is switched off, or the schema differs from
 * the locked one afterwards.
 */
export async function migrate(options: {
  adminUrl: string;
  custodyDir: string;
  installation: Installation;
}): Promise<Record<Login, string>> {
  const admin = postgres(options.adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(${lockId})`;
    await refuseUnfitServer(admin);
    const passwords = keepPasswords(options.custodyDir);
    await provisionLogins(admin, passwords);
    await prepareDatabase(admin);
    await migrateSchema(admin);
    await migrateJobs(admin, loginUrl(options.adminUrl, "worker", passwords.worker));
    await install(admin, options.installation);
    const differences = await checkSchema(admin);
    if (differences.length > 0) {
      throw new Error(
        `The database differs from this version:\n${differences.join("\n")}`,
      );
    }
    return Object.fromEntries(
      logins.map((login) => [login, loginUrl(options.adminUrl, login, passwords[login])]),
    ) as Record<Login, string>;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/** Everything runs as the owner that nobody can log in as, so it owns every object. */
export async function migrateSchema(admin: postgres.Sql): Promise<void> {
  await admin.unsafe("set role custody_owner");
  try {
    await applyMigrations(drizzle(admin), {
      migrationsFolder: folder,
      migrationsSchema: "custody",
      migrationsTable: "migrations",
    });
  } finally {
    await admin.unsafe("reset role");
  }
}

/**
 * The job queue is the worker's own. Its installer asks for the right to create schemas even
 * where its schema exists, so the login has that right for this moment only.
 */
async function migrateJobs(admin: postgres.Sql, workerUrl: string): Promise<void> {
  const [row] = await admin<{ name: string }[]>`
    select quote_ident(current_database()) as name`;
  await admin.unsafe(`grant create on database ${row?.name} to custody_worker`);
  try {
    await runMigrations({ connectionString: workerUrl, noPreparedStatements: true });
  } finally {
    await admin.unsafe(`revoke create on database ${row?.name} from custody_worker`);
  }
}

/** The public half of the log's keys, from the files that hold the secret ones. */
export function readInstallation(
  files: { signingKeyFile: string; exportKeyFile: string },
  origin: string,
): Installation {
  const verifierKey = (file: string, name: string) => {
    const pem = readFileSync(file, "utf8");
    const jwk = createPublicKey(createPrivateKey(pem)).export({ format: "jwk" });
    return formatVerifierKey(name, Buffer.from(String(jwk.x), "base64url"));
  };
  return {
    origin,
    logKey: verifierKey(files.signingKeyFile, origin),
    exportKey: verifierKey(files.exportKeyFile, `${origin}/export`),
  };
}

export async function install(
  admin: postgres.Sql,
  installation: Installation,
): Promise<void> {
  await admin.unsafe("set role custody_owner");
  const { origin, logKey, exportKey } = installation;
  const [kept] = await admin<{ origin: string }[]>`
    select origin from custody.install(${origin}, ${logKey}, ${exportKey})`;
  await admin.unsafe("reset role");
  if (kept && kept.origin !== origin) {
    throw new Error(
      `The origin was fixed at first start as ${kept.origin}; CUSTODY_ORIGIN now gives ` +
        `${origin}. Set CUSTODY_ORIGIN=${kept.origin}.`,
    );
  }
}

async function refuseUnfitServer(admin: postgres.Sql): Promise<void> {
  const rows = await admin<{ name: string; setting: string }[]>`
    select name, setting from pg_settings
    where name in ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit')`;
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  if (Number(settings.get("server_version_num")) < 150_000) {
    throw new Error("Custody needs PostgreSQL 15 or later.");
  }
  for (const name of ["fsync", "full_page_writes", "synchronous_commit"]) {
    if (settings.get(name) === "off") {
      throw new Error(
        `The server runs with ${name} = off: an acknowledged entry could be lost.`,
      );
    }
  }
}

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { keepPasswords, type Passwords } from "@/db/logins";
import { migrate, readInstallation } from "@/db/migrate";
import { keepSecrets, type Secrets } from "@/scripts/start/secrets";

export const testOrigin = "audit.test.example/custody1";
export const testNamePrefix = "custody_test_";

const root = fileURLToPath(new URL("..", import.meta.url));
const testFolder = join(root, ".test");
const lockId = 5_113_047;

export type TestCluster = {
  adminUrl: string;
  template: string;
  /** Secrets and signing keys, as CUSTODY_DIR would hold them. */
  custodyDir: string;
  passwords: Passwords;
};

/** The server all tests share, with a migrated template: made once, whoever comes first. */
export async function findCluster(): Promise<TestCluster> {
  const adminUrl = await findServer();
  const admin = connect(adminUrl, 1);
  try {
    await admin`select pg_advisory_lock(${lockId})`;
    const [row] =
      await admin`select system_identifier::text as id from pg_control_system()`;
    const custodyDir = join(testFolder, `custody-${row?.id}`);
    const secrets = keepSecrets(custodyDir);
    const template = `custody_template_${hashSources()}`;
    if (!(await hasDatabase(admin, template))) {
      await createTemplate(admin, { adminUrl, custodyDir, template, secrets });
    }
    return { adminUrl, template, custodyDir, passwords: keepPasswords(custodyDir) };
  } finally {
    await admin.end();
  }
}

export function connect(url: string, connectionsMax: number): postgres.Sql {
  return postgres(url, { max: connectionsMax, onnotice: () => {} });
}

export function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function findServer(): Promise<string> {
  const given = process.env.CUSTODY_TEST_DATABASE_URL ?? process.env.TEST_POSTGRES_URL;
  if (given) return given;
  mkdirSync(testFolder, { recursive: true });
  return (await startEmbeddedPostgres(join(testFolder, "postgres"))).url;
}

async function hasDatabase(admin: postgres.Sql, name: string): Promise<boolean> {
  const found = await admin`select 1 from pg_database where datname = ${name}`;
  return found.length > 0;
}

type TemplateOptions = {
  adminUrl: string;
  custodyDir: string;
  template: string;
  secrets: Secrets;
};

/** Renamed when it is whole, so that a migration cut short is never taken for a template. */
async function createTemplate(
  admin: postgres.Sql,
  options: TemplateOptions,
): Promise<void> {
  const { adminUrl, custodyDir, template, secrets } = options;
  const partial = `${template}_partial`;
  await admin.unsafe(`drop database if exists ${partial} with (force)`);
  await admin.unsafe(`create database ${partial}`);
  const installation = readInstallation(secrets, testOrigin);
  await migrate({ adminUrl: inDatabase(adminUrl, partial), custodyDir, installation });
  await admin.unsafe(`alter database ${partial} with allow_connections false`);
  await admin.unsafe(`alter database ${partial} rename to ${template}`);
}

function hashSources(): string {
  const hash = createHash("sha256").update(testOrigin);
  for (const folder of ["db", "db/schema", "db/sql", "drizzle"]) {
    for (const file of readdirSync(join(root, folder)).sort()) {
      if (!/\.(ts|sql|lock)$/.test(file) || file.endsWith(".test.ts")) continue;
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

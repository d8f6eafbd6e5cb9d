import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { keepPasswords, prepareDatabase, provisionLogins } from "@/db/logins";
import { migrateSchema } from "@/db/migrate";
import { lockFile, readSchema } from "@/db/schema-lock";

/** Migrates a throw-away server and writes down what its catalogue then holds. */
const folder = mkdtempSync(join(tmpdir(), "custody-lock-"));
const server = await startEmbeddedPostgres(folder);
const admin = postgres(server.url, { max: 1, onnotice: () => {} });
await provisionLogins(admin, keepPasswords(folder));
await prepareDatabase(admin);
await migrateSchema(admin);
writeFileSync(lockFile, `${(await readSchema(admin)).join("\n")}\n`);
await admin.end();
await server.stop();

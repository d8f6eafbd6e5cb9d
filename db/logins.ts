import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";

export const logins = ["app", "worker", "sealer", "pruner", "verifier"] as const;
export type Login = (typeof logins)[number];
export type Passwords = Record<Login, string>;

const statementTimeouts: Record<Login, string> = {
  app: "10s",
  worker: "0",
  sealer: "0",
  pruner: "0",
  verifier: "0",
};

export function keepPasswords(directory: string): Passwords {
  const file = join(directory, "database-logins.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Passwords;
  const made = Object.fromEntries(
    logins.map((login) => [login, randomBytes(24).toString("base64url")]),
  ) as Passwords;
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

export function loginUrl(adminUrl: string, login: Login, password: string): string {
  const url = new URL(adminUrl);
  url.username = `custody_${login}`;
  url.password = password;
  return url.toString();
}

/** Roles belong to the whole server: creating them again only renews their passwords. */
export async function provisionLogins(
  admin: postgres.Sql,
  passwords: Passwords,
): Promise<void> {
  await createRole(admin, "custody_owner", "nologin");
  await admin.unsafe("grant custody_owner to current_user");
  for (const login of logins) {
    const role = `custody_${login}`;
    await createRole(admin, role, "login");
    const [quoted] = await admin<{ sql: string }[]>`
      select format('alter role %I login nosuperuser nobypassrls password %L',
        ${role}::text, ${passwords[login]}::text) as sql`;
    await admin.unsafe(quoted?.sql ?? "");
    await admin.unsafe(`alter role ${role} set search_path = custody, pg_catalog`);
    await admin.unsafe(
      `alter role ${role} set statement_timeout = '${statementTimeouts[login]}'`,
    );
    await admin.unsafe(
      `alter role ${role} set idle_in_transaction_session_timeout = '60s'`,
    );
  }
}

async function createRole(admin: postgres.Sql, role: string, kind: "login" | "nologin") {
  const [found] = await admin`select 1 from pg_roles where rolname = ${role}`;
  if (!found) await admin.unsafe(`create role ${role} ${kind}`);
}

/** What belongs to one database and is not copied when it is cloned from a template. */
export async function prepareDatabase(admin: postgres.Sql): Promise<void> {
  const [row] = await admin<{ name: string }[]>`
    select quote_ident(current_database()) as name`;
  const name = row?.name ?? "";
  const roles = logins.map((login) => `custody_${login}`).join(", ");
  await admin.unsafe(`revoke temporary, connect on database ${name} from public`);
  await admin.unsafe(`grant connect on database ${name} to ${roles}`);
  await admin.unsafe(`grant connect, create on database ${name} to custody_owner`);
  await admin.unsafe(`revoke create on schema public from public`);
  await admin.unsafe("create schema if not exists custody authorization custody_owner");
  await admin.unsafe("grant custody_worker to current_user");
  await admin.unsafe(
    "create schema if not exists graphile_worker authorization custody_worker",
  );
}

import { join } from "node:path";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { migrate, readInstallation } from "@/db/migrate";
import { type LoginUrls, loginNames } from "@/lib/kit/env";
import type { Installation } from "@/scripts/start/environment";

export type Server = {
  /** The login that may migrate; null when the operator provides the weak ones alone. */
  adminUrl: string | null;
  isEmbedded: boolean;
  /** The built-in server was running before, so someone else may be using it. */
  wasRunning: boolean;
  stop: () => Promise<void>;
};

type Report = (line: string) => void;

export async function openServer(
  installation: Installation,
  report: Report,
): Promise<Server> {
  const { databaseUrl, dir, logins } = installation.environment;
  const foreign = { isEmbedded: false, wasRunning: true, stop: async () => {} };
  if (databaseUrl) {
    report(`Using the server in DATABASE_URL (${new URL(databaseUrl).host})`);
    return { adminUrl: databaseUrl, ...foreign };
  }
  if (loginNames.some((name) => logins[name])) {
    report("Using the logins in CUSTODY_*_DATABASE_URL");
    return { adminUrl: null, ...foreign };
  }
  const embedded = await startEmbeddedPostgres(join(dir, "postgres"), report);
  const { url, wasRunning, stop } = embedded;
  return { adminUrl: url, isEmbedded: true, wasRunning, stop };
}

/** Migrates and returns the weak logins; the operator's own come before those we provision. */
export async function provideLogins(
  installation: Installation,
  { adminUrl }: Server,
): Promise<LoginUrls> {
  const { logins, dir } = installation.environment;
  if (adminUrl) {
    const provided = await migrate({
      adminUrl,
      custodyDir: dir,
      installation: readInstallation(installation.secrets, installation.origin),
    });
    return { ...provided, ...dropUndefined(logins) };
  }
  const missing = loginNames.filter((name) => !logins[name]);
  if (missing.length > 0) {
    const names = missing.map((name) => `CUSTODY_${name.toUpperCase()}_DATABASE_URL`);
    throw new Error(
      `Without DATABASE_URL every login must be given. Missing: ${names.join(", ")}`,
    );
  }
  return logins as LoginUrls;
}

export async function hasOrganization(adminUrl: string): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from custody.organizations limit 1`;
    return found.length > 0;
  } finally {
    await sql.end();
  }
}

function dropUndefined(logins: Partial<LoginUrls>): Partial<LoginUrls> {
  return Object.fromEntries(
    Object.entries(logins).filter(([, url]) => url !== undefined),
  );
}

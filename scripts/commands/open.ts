import { randomUUID } from "node:crypto";
import { closeDatabase, configureDatabase } from "@/db/client";
import { keepPasswords, loginUrl } from "@/db/logins";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { findOrganization } from "@/lib/access/queries";
import { findClient } from "@/lib/clients/queries";
import type { Source } from "@/lib/entries/model";
import { inScope } from "@/lib/runtime/transaction";
import { openServer } from "@/scripts/start/database";
import { type Installation, prepareInstallation } from "@/scripts/start/environment";
import { CommandError } from "./command";

export type Opened = { installation: Installation; appUrl: string };

/**
 * Runs `work` with the application's own weak login, as everything that writes does. A
 * built-in database that was not running is started for it and stopped after.
 */
export async function withDatabase<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const installation = prepareInstallation(process.env);
  const { environment, secrets } = installation;
  process.env.CUSTODY_URL = environment.url;
  process.env.CUSTODY_ENCRYPTION_KEY = secrets.encryptionKey;
  const given = environment.logins.app;
  const server = given ? null : await openServer(installation, () => {});
  try {
    const appUrl = given ?? provisionedUrl(environment.dir, server?.adminUrl ?? null);
    configureDatabase(appUrl);
    return await work({ installation, appUrl });
  } catch (thrown) {
    throw describeUnready(thrown) ?? thrown;
  } finally {
    await closeDatabase();
    if (server?.isEmbedded && !server.wasRunning) await server.stop();
  }
}

function provisionedUrl(dir: string, adminUrl: string | null): string {
  if (adminUrl === null) throw new CommandError("CUSTODY_APP_DATABASE_URL is missing.");
  return loginUrl(adminUrl, "app", keepPasswords(dir).app);
}

/** Unknown login, schema, table or function: what a database lacks that was never migrated. */
const unreadyStates = new Set(["28000", "28P01", "3F000", "42P01", "42883"]);

function describeUnready(thrown: unknown): CommandError | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (!("code" in error) || !unreadyStates.has(String(error.code))) continue;
    return new CommandError(
      `The database is not ready (${error.message}). Bring it to this version: custody migrate`,
    );
  }
  return null;
}

/** The operator acting in one organization; names the ones that could be meant. */
export async function operatorIn(slug: string, source: Source = "system"): Promise<Ctx> {
  const organization = await findOrganization(slug);
  if (!organization) {
    throw new CommandError(
      `There is no organization "${slug}". Create it: custody org create --name NAME --slug ${slug} --owner EMAIL`,
    );
  }
  return mintOperatorCtx(organization.id, source);
}

export async function refuseUnknownClient(ctx: Ctx, slug: string | null): Promise<void> {
  if (slug === null) return;
  if (await inScope(ctx.scope, (tx) => findClient(tx, slug))) return;
  throw new CommandError(`There is no client "${slug}" in this organization.`);
}

/** The context of an organization that is about to exist. */
export function operatorOfNew(): Ctx {
  return mintOperatorCtx(randomUUID(), "system");
}

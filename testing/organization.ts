import { randomUUID } from "node:crypto";
import { closeDatabase, configureDatabase } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { createClient } from "@/lib/clients/mutations";
import { createOrganization } from "@/lib/organizations/mutations";
import { keepSecrets } from "@/scripts/start/secrets";
import { createTestDatabase, type TestDatabase } from "./database";

export type TestOrganization = {
  ctx: Ctx;
  organizationId: string;
  slug: string;
  clients: Record<string, string>;
};

/** A migrated database of this file's own, with the application's weak login in use. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  configureDatabase(database.url("app"));
  process.env.CUSTODY_ENCRYPTION_KEY ??= keepSecrets(database.custodyDir).encryptionKey;
  process.env.CUSTODY_URL ??= "https://audit.test.example";
  return {
    ...database,
    drop: async () => {
      await closeDatabase();
      await database.drop();
    },
  };
}

/** A real organization with its clients, made the way the product makes them. */
export async function makeOrganization(
  slug: string,
  clientSlugs: string[] = [],
): Promise<TestOrganization> {
  const organizationId = randomUUID();
  const ctx = mintOperatorCtx(organizationId, "system");
  await createOrganization(ctx, { slug, name: `Organization ${slug}` });
  const clients: Record<string, string> = {};
  for (const clientSlug of clientSlugs) {
    const client = await createClient(ctx, {
      slug: clientSlug,
      name: `Client ${clientSlug}`,
    });
    clients[clientSlug] = client.id;
  }
  return { ctx, organizationId, slug, clients };
}

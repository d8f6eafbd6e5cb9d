import { eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { installation, organizationLogos, organizations } from "@/db/schema";

export type Organization = {
  id: string;
  slug: string;
  name: string;
  isDemo: boolean;
  timeZone: string;
  brandLight: string | null;
  brandDark: string | null;
  logoDigest: string | null;
};

export async function findOrganizationById(
  tx: Tx,
  id: string,
): Promise<Organization | null> {
  const [row] = await tx
    .select({
      id: organizations.id,
      slug: organizations.slug,
      name: organizations.name,
      isDemo: organizations.isDemo,
      timeZone: organizations.timeZone,
      brandLight: organizations.brandLight,
      brandDark: organizations.brandDark,
      logoDigest: organizationLogos.digest,
    })
    .from(organizations)
    .leftJoin(organizationLogos, eq(organizationLogos.organizationId, organizations.id))
    .where(eq(organizations.id, id));
  return row ?? null;
}

/** The log's public keys, which entry 0 of every stream names. */
export async function listLogKeys(tx: Tx): Promise<string[]> {
  const [row] = await tx
    .select({ logKey: installation.logKey, exportKey: installation.exportKey })
    .from(installation);
  if (!row) throw new Error("the installation has no keys: run custody migrate");
  return [row.logKey, row.exportKey];
}

/** Every organization of the installation; only the worker's login may ask. */
export async function listOrganizationIds(): Promise<string[]> {
  const rows = await getDatabase().execute<{ id: string }>(sql`
    select custody.list_organization_ids() as id`);
  return rows.map(({ id }) => id);
}

import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { identityProviders } from "@/db/schema";
import { openSecret } from "@/lib/runtime/secret-box";

export type Provider = {
  id: string;
  /** Null for the one of the whole installation, which the environment gives. */
  organizationId: string | null;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  isSecondFactor: boolean;
};

export const installationProvider = "installation";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A way in by its id, before anybody is signed in. */
export async function findProvider(id: string): Promise<Provider | null> {
  if (id === installationProvider) return readInstallationProvider();
  if (!uuid.test(id)) return null;
  const [row] = await getDatabase().execute<
    Omit<Provider, "clientSecret"> & { sealedSecret: Buffer }
  >(sql`
    select id, organization_id as "organizationId", name, issuer,
      client_id as "clientId", sealed_secret as "sealedSecret",
      is_second_factor as "isSecondFactor"
    from custody.find_identity_provider(${id}::uuid)`);
  if (!row) return null;
  const { sealedSecret, ...provider } = row;
  return { ...provider, clientSecret: openSecret(sealedSecret, id) };
}

function readInstallationProvider(): Provider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = process.env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    id: installationProvider,
    organizationId: null,
    name: OIDC_NAME || new URL(OIDC_ISSUER).hostname,
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    isSecondFactor: false,
  };
}

export type ProviderName = { id: string; name: string };

/** What the sign-in page offers: the installation's, and those of one organization. */
export async function listProviderNames(slug: string | null): Promise<ProviderName[]> {
  const rows = await getDatabase().execute<ProviderName>(
    sql`select id, name from custody.list_identity_providers(${slug})`,
  );
  const own = readInstallationProvider();
  return [...(own ? [{ id: own.id, name: own.name }] : []), ...rows];
}

export type Identity = { organizationId: string; userId: string };

export async function findIdentity(
  provider: string,
  subject: string,
): Promise<Identity | null> {
  const [row] = await getDatabase().execute<Identity>(sql`
    select organization_id as "organizationId", user_id as "userId"
    from custody.find_identity(${provider}, ${subject})`);
  return row ?? null;
}

export type ListedProvider = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  isSecondFactor: boolean;
};

/** Never with its secret: that is only ever written. */
export async function listProviders(
  tx: Tx,
  organizationId: string,
): Promise<ListedProvider[]> {
  return tx
    .select({
      id: identityProviders.id,
      name: identityProviders.name,
      issuer: identityProviders.issuer,
      clientId: identityProviders.clientId,
      isSecondFactor: identityProviders.isSecondFactor,
    })
    .from(identityProviders)
    .where(
      and(
        eq(identityProviders.organizationId, organizationId),
        isNull(identityProviders.removedAt),
      ),
    )
    .orderBy(asc(identityProviders.createdAt));
}

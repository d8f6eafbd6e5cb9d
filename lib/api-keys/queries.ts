import { and, asc, desc, eq, gte, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeyDays, apiKeys, clients, users } from "@/db/schema";
import type { KeyScope } from "@/lib/access/policy";
import { AppError } from "@/lib/kit/errors";

export type KeyRow = {
  id: string;
  publicId: string;
  lastCharacters: string;
  name: string;
  scopes: KeyScope[];
  clientId: string | null;
  client: { slug: string; name: string } | null;
  createdBy: string;
  createdByName: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  allowedIps: string[];
  rotatedFromId: string | null;
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
};

export type KeyDay = { day: string; useCount: number; refusedCount: number };

const usedDays = 30;

export async function listApiKeys(tx: Tx, organizationId: string): Promise<KeyRow[]> {
  const rows = await tx
    .select({ key: apiKeys, slug: clients.slug, name: clients.name, maker: users.name })
    .from(apiKeys)
    .leftJoin(
      clients,
      and(
        eq(clients.organizationId, apiKeys.organizationId),
        eq(clients.id, apiKeys.clientId),
      ),
    )
    .leftJoin(users, eq(sql`${users.id}::text`, apiKeys.createdBy))
    .where(eq(apiKeys.organizationId, organizationId))
    .orderBy(desc(apiKeys.createdAt));
  return rows.map(({ key, slug, name, maker }) => ({
    ...key,
    scopes: key.scopes as KeyScope[],
    client: slug === null || name === null ? null : { slug, name },
    createdByName: maker,
  }));
}

/** Throws 404. */
export async function findKey(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<KeyRow> {
  const keys = await listApiKeys(tx, organizationId);
  const key = keys.find((one) => one.id === id);
  if (!key) throw new AppError("resource.not_found", { detail: "There is no such key." });
  return key;
}

export async function listKeyDays(
  tx: Tx,
  organizationId: string,
): Promise<Map<string, KeyDay[]>> {
  const rows = await tx
    .select()
    .from(apiKeyDays)
    .where(
      and(
        eq(apiKeyDays.organizationId, organizationId),
        gte(apiKeyDays.day, sql`current_date - ${usedDays}::int`),
      ),
    )
    .orderBy(asc(apiKeyDays.day));
  const days = new Map<string, KeyDay[]>();
  for (const { keyId, ...day } of rows) {
    days.set(keyId, [...(days.get(keyId) ?? []), day]);
  }
  return days;
}

/** The keys somebody made that still work. */
export async function listKeysMadeBy(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ id: string; name: string; clientId: string | null }[]> {
  return tx
    .select({ id: apiKeys.id, name: apiKeys.name, clientId: apiKeys.clientId })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.organizationId, organizationId),
        eq(apiKeys.createdBy, userId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), sql`${apiKeys.expiresAt} > clock_timestamp()`),
      ),
    );
}

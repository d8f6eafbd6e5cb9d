import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { feeds } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import type { Feed } from "./model";

const columns = {
  id: feeds.id,
  name: feeds.name,
  channel: feeds.channel,
  form: feeds.form,
  query: feeds.query,
  host: feeds.host,
  isEnabled: feeds.isEnabled,
  nextIdx: feeds.nextIdx,
  sentCount: feeds.sentCount,
  deliveredAt: feeds.deliveredAt,
  healthyAt: feeds.healthyAt,
  failureCount: feeds.failureCount,
  failingSince: feeds.failingSince,
  lastError: feeds.lastError,
  createdAt: feeds.createdAt,
};

export async function listFeeds(tx: Tx, { organizationId }: Scope): Promise<Feed[]> {
  const rows = await tx
    .select(columns)
    .from(feeds)
    .where(eq(feeds.organizationId, organizationId))
    .orderBy(feeds.createdAt, feeds.id);
  return rows as Feed[];
}

export async function findFeed(tx: Tx, scope: Scope, id: string): Promise<Feed | null> {
  const [row] = await tx.select(columns).from(feeds).where(whereFeed(scope, id));
  return (row as Feed | undefined) ?? null;
}

export function whereFeed({ organizationId }: Pick<Scope, "organizationId">, id: string) {
  return and(eq(feeds.organizationId, organizationId), eq(feeds.id, id));
}

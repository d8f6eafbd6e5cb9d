import { and, eq, lte, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { feeds } from "@/db/schema";

export type DueFeed = { organizationId: string; id: string };

const dueMax = 100;

/** Of every organization: only the worker's login sees them. */
export async function listDueFeeds(): Promise<DueFeed[]> {
  const rows = await getDatabase()
    .select({ organizationId: feeds.organizationId, id: feeds.id })
    .from(feeds)
    .where(and(eq(feeds.isEnabled, true), lte(feeds.dueAt, sql`clock_timestamp()`)))
    .orderBy(feeds.dueAt)
    .limit(dueMax);
  return [...rows];
}

import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

export function openDatabase(url: string, connectionsMax = 10) {
  const client = postgres(url, {
    max: connectionsMax,
    onnotice: () => {},
    connect_timeout: 10,
    max_lifetime: null,
    connection: { application_name: "custody" },
  });
  return drizzle(client, { schema, casing: "snake_case" });
}

export type Database = ReturnType<typeof openDatabase>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Pools = { url: string; pages: Database; ingest: Database };
const holder = globalThis as { custodyPools?: Pools };

/** Next bundles this module more than once, so the pools live on the global object. */
export function configureDatabase(url: string): void {
  if (holder.custodyPools?.url === url) return;
  holder.custodyPools = { url, pages: openDatabase(url), ingest: openDatabase(url, 6) };
}

/** Ingest has connections of its own: a slow page never delays an acknowledgement. */
export function getDatabase(pool: "pages" | "ingest" = "pages"): Database {
  if (!holder.custodyPools) throw new Error("configureDatabase was not called");
  return holder.custodyPools[pool];
}

export async function closeDatabase(): Promise<void> {
  const pools = holder.custodyPools;
  delete holder.custodyPools;
  await Promise.all([
    pools?.pages.$client.end({ timeout: 5 }),
    pools?.ingest.$client.end({ timeout: 5 }),
  ]);
}

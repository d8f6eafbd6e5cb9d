import { configureDatabase } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Scope } from "@/lib/access/model";
import { loadDemo } from "@/lib/demo/mutations";
import type { TestDatabase } from "./database";
import { openTestDatabase } from "./organization";

/** A log with a history like a real one's, the same for each test, read as the worker does. */
export async function openDemoLog(
  events: number,
): Promise<{ database: TestDatabase; scope: Scope }> {
  const database = await openTestDatabase();
  const { organizationId } = await loadDemo({
    slug: "northwind",
    name: "Northwind MSP",
    seed: 7,
    events,
    endAt: new Date("2026-11-01T00:00:00Z"),
  });
  configureDatabase(database.url("worker"));
  return { database, scope: mintOperatorCtx(organizationId, "system").scope };
}

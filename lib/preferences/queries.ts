import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { preferences } from "@/db/schema";
import { type Preferences, readPreferences } from "./model";

/** A person's preferences in one organization, the defaults until they chose something. */
export async function findPreferences(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<Preferences> {
  const [row] = await tx
    .select({ settings: preferences.settings })
    .from(preferences)
    .where(
      and(eq(preferences.organizationId, organizationId), eq(preferences.userId, userId)),
    );
  return readPreferences(row?.settings);
}

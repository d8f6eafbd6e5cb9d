import { sql } from "drizzle-orm";
import { preferences } from "@/db/schema";
import { mutation, none } from "@/lib/runtime/mutation";
import { preferencesSchema, readPreferences } from "./model";
import { findPreferences } from "./queries";

/** Changes what is given and keeps the rest; answers all of them. */
export const updatePreferences = mutation(
  "preferences:update",
  preferencesSchema,
  async (tx, ctx, change) => {
    const { principal, scope } = ctx;
    if (principal.kind !== "user") throw new Error("only a person has preferences");
    const { organizationId } = scope;
    const { userId } = principal;
    const known = await findPreferences(tx, organizationId, userId);
    // Of two changes at once the second meets what the first one left, not what it read.
    const merged = sql`${preferences.settings} || ${JSON.stringify(change)}::text::jsonb`;
    const [row] = await tx
      .insert(preferences)
      .values({ organizationId, userId, settings: { ...known, ...change } })
      .onConflictDoUpdate({
        target: [preferences.organizationId, preferences.userId],
        set: { settings: merged, updatedAt: sql`clock_timestamp()` },
      })
      .returning({ settings: preferences.settings });
    const value = readPreferences(row?.settings);
    return { value, event: none("looks only: nobody else sees a difference") };
  },
);

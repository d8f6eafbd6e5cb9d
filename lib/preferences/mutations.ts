import { sql } from "drizzle-orm";
import { preferences } from "@/db/schema";
import { mutation, none } from "@/lib/runtime/mutation";
import { type Preferences, preferencesSchema } from "./model";
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
    const settings: Preferences = { ...known, ...change };
    await tx
      .insert(preferences)
      .values({ organizationId, userId, settings })
      .onConflictDoUpdate({
        target: [preferences.organizationId, preferences.userId],
        set: { settings, updatedAt: sql`clock_timestamp()` },
      });
    return { value: settings, event: none("looks only: nobody else sees a difference") };
  },
);

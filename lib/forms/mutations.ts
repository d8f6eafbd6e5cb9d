import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { formFlashes } from "@/db/schema";
import { drawRandomBytes } from "@/lib/entries/random";
import { formatHex } from "@/lib/proof/bytes";
import { mutation, none } from "@/lib/runtime/mutation";
import { flashSecondsMax } from "./model";

/** Keeps a sealed flash that a cookie cannot hold; the next one clears what is stale. */
export const createSealedFlash = mutation(
  "forms:keep",
  z.strictObject({ sealed: z.string() }),
  async (tx, { scope: { organizationId } }, { sealed }) => {
    const age = sql`clock_timestamp() - make_interval(secs => ${flashSecondsMax})`;
    const isStale = lt(formFlashes.createdAt, age);
    const mine = eq(formFlashes.organizationId, organizationId);
    await tx.delete(formFlashes).where(and(mine, isStale));
    const id = formatHex(drawRandomBytes(16));
    await tx.insert(formFlashes).values({ organizationId, id, sealed });
    return { value: id, event: none("what was typed, shown again for a moment") };
  },
);

import { sql } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "@/lib/kit/errors";
import { mutation } from "@/lib/runtime/mutation";

const schema = z.strictObject({
  size: z.int().nonnegative(),
  why: z.string().max(500),
  expected: z.string().max(2000),
  found: z.string().max(2000),
});

/**
 * A browser holds a signed head that the stream of today does not continue: an incident of
 * the log, which the worker tells the owners of at once, and an entry of who found it.
 */
export const reportLostHead = mutation(
  "portal:audit_log.verify",
  schema,
  async (tx, { scope }, { size, why, expected, found }) => {
    const { organizationId, clientId } = scope;
    if (clientId === null) throw new AppError("resource.not_found");
    await tx.execute(sql`select custody.report_lost_head(${organizationId}::uuid,
      ${clientId}::uuid, ${size}, ${expected}, ${found})`);
    return {
      value: null,
      event: {
        clientId,
        event: {
          action: "portal.head_lost",
          target: { type: "stream", name: `Head of ${size} entries` },
          reason: why,
          metadata: { size, expected, found },
        },
      },
    };
  },
);

import { z } from "zod";
import { pruneReminders } from "@/db/schema";
import { formatPublicLink, queueMailToOwners } from "@/lib/mail/mutations";
import { countPruned, isDue } from "@/lib/pruning/model";
import { planPrune } from "@/lib/pruning/queries";
import { describeReminder } from "@/lib/retention/letter";
import { cutoffOf, nextPruneAt } from "@/lib/retention/model";
import { findRetentionDays } from "@/lib/retention/queries";
import { mutation, none } from "@/lib/runtime/mutation";

const schema = z.strictObject({ now: z.date() });

/** Tells the owners once what the next monthly prune would take, while it can be exported. */
export const remindOwners = mutation(
  "retention:apply",
  schema,
  async (tx, ctx, { now }) => {
    const { organizationId } = ctx.scope;
    const pruneAt = nextPruneAt(now);
    const plans = (await planPrune(tx, organizationId, pruneAt)).filter(isDue);
    const entryCount = plans.reduce((sum, plan) => sum + countPruned(plan), 0);
    const silence = none("a mail that is kept by itself");
    if (entryCount === 0) return { value: false, event: silence };
    const fresh = await tx
      .insert(pruneReminders)
      .values({ organizationId, pruneAt: pruneAt.toISOString() })
      .onConflictDoNothing()
      .returning();
    if (fresh.length === 0) return { value: false, event: silence };
    const days = await findRetentionDays(tx, organizationId, null);
    const to = cutoffOf(pruneAt, days).toISOString();
    const path = `/admin/audit-logs?from=2000-01-01T00:00:00Z&to=${to}`;
    await queueMailToOwners(tx, {
      organizationId,
      subject: "Entries will be pruned next month",
      letter: describeReminder({ pruneAt, entryCount }, formatPublicLink(path)),
    });
    return { value: true, event: silence };
  },
);

import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { feeds } from "@/db/schema";
import { mintSystemCtx } from "@/lib/access/mint";
import type { StaffRole } from "@/lib/access/policy";
import type { EventInput } from "@/lib/entries/model";
import type { Channel, Form } from "@/lib/feeds/model";
import { pauseAfterFailures } from "@/lib/feeds/model";
import { whereFeed } from "@/lib/feeds/queries";
import { notify } from "@/lib/notifications/mutations";
import { listRecipients } from "@/lib/notifications/queries";
import { findOrganizationById } from "@/lib/organizations/queries";
import { appendWithin } from "@/lib/runtime/append";
import { openSecret } from "@/lib/runtime/secret-box";
import { inScope } from "@/lib/runtime/transaction";
import type { DueFeed } from "./queries";

/** Longer than any try can take; then another worker may have the feed. */
const leaseSeconds = 60;
const idlePauseSeconds = 1;

export type TakenFeed = DueFeed & {
  name: string;
  channel: Channel;
  form: Form;
  query: string;
  organization: string;
  address: string;
  secret: string | null;
  nextIdx: number;
  failureCount: number;
};

/** How often a feed that has nothing to send says that it is well. */
const healthSeconds = 30;

/**
 * Takes a feed for one batch; null where another worker did, where it is paused, or where it
 * has nothing to look at and said so a moment ago: that costs no write.
 */
export function takeFeed(due: DueFeed): Promise<TakenFeed | null> {
  const { organizationId, id } = due;
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const [waiting] = await tx.execute(sql`
      select from custody.feeds f
      join custody.organization_heads h on h.organization_id = f.organization_id
      where f.organization_id = ${organizationId}::uuid and f.id = ${id}
        and (h.next_idx > f.next_idx or f.healthy_at is null or f.healthy_at
          < clock_timestamp() - make_interval(secs => ${healthSeconds}))`);
    if (!waiting) return null;
    const [row] = await tx
      .update(feeds)
      .set({ dueAt: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})` })
      .where(
        and(
          whereFeed(due, id),
          eq(feeds.isEnabled, true),
          sql`${feeds.dueAt} <= clock_timestamp()`,
        ),
      )
      .returning();
    if (!row) return null;
    const organization = await findOrganizationById(tx, organizationId);
    const { name, query, nextIdx, failureCount, sealedSecret } = row;
    return {
      ...due,
      name,
      channel: row.channel as Channel,
      form: row.form as Form,
      query,
      organization: organization?.slug ?? "",
      address: openSecret(row.sealedAddress, `${id}/address`),
      secret: sealedSecret && openSecret(sealedSecret, id),
      nextIdx,
      failureCount,
    };
  });
}

export type Progress = {
  /** The place looked at next. */
  nextIdx: number;
  /** How many entries went out. */
  sentCount: number;
  isBehind: boolean;
};

/**
 * Everything before `nextIdx` is delivered. A feed that somebody sent back to an earlier
 * place meanwhile stays there.
 */
export async function recordProgress(
  taken: TakenFeed,
  { nextIdx, sentCount, isBehind }: Progress,
): Promise<void> {
  const ctx = mintSystemCtx(taken.organizationId, "Feeds");
  const now = sql`clock_timestamp()`;
  await inScope(ctx.scope, async (tx) => {
    const pause = isBehind ? 0 : idlePauseSeconds;
    await tx
      .update(feeds)
      .set({
        nextIdx: sql`case when ${feeds.nextIdx} = ${taken.nextIdx}
          then ${nextIdx} else ${feeds.nextIdx} end`,
        sentCount: sql`${feeds.sentCount} + ${sentCount}`,
        ...(sentCount > 0 ? { deliveredAt: now } : {}),
        healthyAt: now,
        failureCount: 0,
        failingSince: null,
        lastError: null,
        dueAt: sql`clock_timestamp() + make_interval(secs => ${pause})`,
      })
      .where(whereFeed(taken, taken.id));
    if (taken.failureCount === 0) return;
    const event = tell(taken, "feed.recovered", { attempts: taken.failureCount + 1 });
    await appendWithin(tx, ctx, [{ event, clientId: null }]);
  });
}

/** Nothing is lost: the same entries are sent again later. The first failure is an entry. */
export async function recordFailure(taken: TakenFeed, why: string): Promise<void> {
  const ctx = mintSystemCtx(taken.organizationId, "Feeds");
  const failureCount = taken.failureCount + 1;
  const pause = pauseAfterFailures(failureCount, Math.random);
  const lastError = why.slice(0, 500);
  await inScope(ctx.scope, async (tx) => {
    await tx
      .update(feeds)
      .set({
        failureCount,
        failingSince: sql`coalesce(${feeds.failingSince}, clock_timestamp())`,
        lastError,
        dueAt: sql`clock_timestamp() + make_interval(secs => ${pause})`,
      })
      .where(whereFeed(taken, taken.id));
    if (failureCount > 1) return;
    await notifyKeepers(tx, taken, lastError);
    const failed = { outcome: "failed" as const, reason: lastError };
    const event = { ...tell(taken, "feed.failed", {}), ...failed };
    await appendWithin(tx, ctx, [{ event, clientId: null }]);
  });
}

/** Once an outage: whoever can do something about it. */
async function notifyKeepers(tx: Tx, taken: TakenFeed, why: string): Promise<void> {
  const { organizationId, id, name } = taken;
  const roles: StaffRole[] = ["owner", "admin"];
  const href = `/settings/feeds/${id}`;
  const sentence = `The feed “${name}” cannot deliver: ${why}.`;
  const keepers = await listRecipients(tx, organizationId, { roles });
  await notify(tx, organizationId, keepers, {
    kind: "feed",
    sentence,
    href,
    mail: {
      subject: "A feed cannot deliver",
      paragraphs: [sentence, "Nothing is lost: the same entries are sent again."],
      linkLabel: "Open the feed",
    },
  });
}

function tell(
  { id, name, nextIdx }: TakenFeed,
  action: string,
  more: Record<string, number>,
): EventInput {
  const target = { type: "feed", id, name };
  return { action, target, metadata: { from_idx: nextIdx, ...more } };
}

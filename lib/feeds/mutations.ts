import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { feeds } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { parseExportQuery } from "@/lib/exports/model";
import { AppError } from "@/lib/kit/errors";
import { findHead } from "@/lib/live/queries";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { sealSecret } from "@/lib/runtime/secret-box";
import { drawSigningSecret } from "@/lib/webhooks/signing-secret";
import {
  channels,
  type Feed,
  feedIdSchema,
  feedLimits,
  feedNameSchema,
  forms,
  isFormOf,
  secretOf,
} from "./model";
import { findFeed, whereFeed } from "./queries";

const wish = z
  .strictObject({
    name: feedNameSchema,
    channel: z.enum(channels, { error: "is one of the list" }),
    form: z.enum(forms, { error: "is one of the list" }),
    query: z.string().max(4096),
    address: z.string().max(2048).refine(URL.canParse, { error: "is not an address" }),
    /** What the receiver knows us by; null where it wants nothing, or where we make one. */
    secret: z.string().max(4096).nullable(),
    /** Where it begins: at the oldest entry, or with what comes next. */
    begins: z.enum(["oldest", "now"], { error: "is one of the two" }),
  })
  .refine(({ form, channel }) => isFormOf(form, channel), {
    path: ["form"],
    error: "is for syslog alone",
  });

/** From now on every entry of its filter goes there; that it does is in the log. */
export const createFeed = mutation("feeds:write", wish, async (tx, ctx, input) => {
  const { name, channel, form, address, begins } = input;
  const { organizationId } = ctx.scope;
  await refuseTooMany(tx, organizationId);
  const query = requireFeedQuery(input.query);
  const id = `feed_${formatHex(drawRandomBytes(12))}`;
  const made = secretOf(channel) === "made" ? drawSigningSecret() : null;
  const secret = made ?? input.secret;
  const { host } = new URL(address);
  const nextIdx = begins === "now" ? (await findHead(organizationId)) + 1 : 0;
  await tx.insert(feeds).values({
    organizationId,
    id,
    name,
    channel,
    form,
    query,
    host,
    sealedAddress: sealSecret(address, `${id}/address`),
    sealedSecret: secret === null ? null : sealSecret(secret, id),
    nextIdx,
  });
  const after = { name, channel, form, query, host, begins };
  const event = { action: "feed.created", target: { type: "feed", id, name }, after };
  return { value: { id, secret: made }, event };
});

const byId = z.strictObject({ id: feedIdSchema });

export const pauseFeed = mutation("feeds:write", byId, async (tx, ctx, { id }) => {
  const feed = await requireFeed(tx, ctx, id);
  await tx.update(feeds).set({ isEnabled: false }).where(whereFeed(ctx.scope, id));
  return { value: null, event: tell(feed, "feed.paused", feed.nextIdx) };
});

/** It goes on where it was, so a pause loses nothing. */
export const resumeFeed = mutation("feeds:write", byId, async (tx, ctx, { id }) => {
  const feed = await requireFeed(tx, ctx, id);
  await tx
    .update(feeds)
    .set({ isEnabled: true, dueAt: sql`clock_timestamp()` })
    .where(whereFeed(ctx.scope, id));
  return { value: null, event: tell(feed, "feed.resumed", feed.nextIdx) };
});

const replayInput = z.strictObject({
  id: feedIdSchema,
  fromIdx: z.int({ error: "is the number of an entry, like 1200" }).nonnegative({
    error: "is the number of an entry, like 1200",
  }),
});

/** Everything from an entry on is sent again. */
export const replayFeed = mutation("feeds:write", replayInput, async (tx, ctx, input) => {
  const { id, fromIdx } = input;
  const feed = await requireFeed(tx, ctx, id);
  if (fromIdx > feed.nextIdx) {
    const detail = `is past #${feed.nextIdx}, where it is now`;
    throw new AppError("input.invalid", { errors: [{ pointer: "/fromIdx", detail }] });
  }
  await tx
    .update(feeds)
    .set({ nextIdx: fromIdx, dueAt: sql`clock_timestamp()` })
    .where(whereFeed(ctx.scope, id));
  return { value: null, event: tell(feed, "feed.replayed", fromIdx) };
});

function tell({ id, name }: Feed, action: string, fromIdx: number) {
  const target = { type: "feed", id, name };
  return { action, target, metadata: { from_idx: fromIdx } };
}

async function requireFeed(tx: Tx, { scope }: Ctx, id: string): Promise<Feed> {
  const feed = await findFeed(tx, scope, id);
  if (feed) return feed;
  const unknown = { type: "feed", id };
  throw new AppError("resource.not_found", { detail: `No feed "${id}".`, unknown });
}

async function refuseTooMany(tx: Tx, organizationId: string): Promise<void> {
  const count = await tx.$count(feeds, eq(feeds.organizationId, organizationId));
  if (count < feedLimits.feedsMax) return;
  const detail = `There are ${feedLimits.feedsMax} feeds, which is the most there can be.`;
  throw new AppError("feed.too_many", { detail });
}

/** A feed goes on for ever, so a time means nothing in its filter. */
function requireFeedQuery(query: string): string {
  const parsed = parseExportQuery(query);
  const refuse = (detail: string) =>
    new AppError("input.invalid", { errors: [{ pointer: "/query", detail }] });
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    throw refuse(`${problem?.name} ${problem?.why ?? "means nothing here"}`);
  }
  if (/(^|&)(range|from|to|upto)=/.test(query)) {
    throw refuse("names a time; a feed goes on for ever");
  }
  return parsed.value.text ?? "";
}

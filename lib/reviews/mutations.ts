import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { reviewFindings, reviewPlans, reviews } from "@/db/schema";
import { actorOf, type Ctx, isAllowed } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import { findClient } from "@/lib/clients/queries";
import { entryIdPattern } from "@/lib/entries/entry-id";
import { findEntryWithin } from "@/lib/entries/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { parseExportQuery } from "@/lib/exports/model";
import { type FrozenPeriod, findFrozenPeriod } from "@/lib/frozen/queries";
import { AppError } from "@/lib/kit/errors";
import { parseDay } from "@/lib/kit/zone";
import { formatHex } from "@/lib/proof/bytes";
import type { JsonObject } from "@/lib/proof/json-value";
import { mutation } from "@/lib/runtime/mutation";
import { countSelection } from "@/lib/segments/queries";
import {
  cadences,
  conclusionSchema,
  findingSchema,
  findingsMax,
  findOnlyClient,
  formatArea,
  idSchema,
  type Review,
  reviewNameSchema,
  weights,
} from "./model";
import { findOpenReview, findReview, listFindings, whereReview } from "./queries";

type Wish = { name: string; query: string; zone: string };

/** Begins a review of exactly what the query selects now, counted and frozen. */
export async function createReview(ctx: Ctx, wish: Wish): Promise<{ id: string }> {
  const { name } = wish;
  if (!isAllowed(ctx.principal, "reviews:sign")) {
    return insertReview(ctx, { name, frozen: null, entryCount: 0 });
  }
  const frozen = await findFrozenPeriod(ctx, wish);
  const entryCount = await countSelection(ctx.scope, frozen);
  return insertReview(ctx, { name, frozen, entryCount });
}

const reviewSchema = z.strictObject({
  name: reviewNameSchema,
  frozen: z.custom<FrozenPeriod>().nullable(),
  entryCount: z.int(),
});

const insertReview = mutation("reviews:sign", reviewSchema, async (tx, ctx, input) => {
  const { name, frozen, entryCount } = input;
  if (frozen === null) throw new Error("nothing was frozen");
  const { filter, query, range, upto } = frozen;
  const slug = findOnlyClient(filter);
  const client = slug === null ? null : await findClient(tx, slug);
  const reviewer = actorOf(ctx.principal);
  const [row] = await tx
    .insert(reviews)
    .values({
      organizationId: ctx.scope.organizationId,
      id: `rev_${formatHex(drawRandomBytes(12))}`,
      name,
      query,
      area: formatArea(filter),
      clientId: client?.id ?? null,
      rangeFrom: range.from,
      rangeTo: range.to,
      upto,
      entryCount,
      reviewerId: reviewer.id ?? reviewer.type,
      reviewer,
    })
    .returning();
  const review = row as Review;
  return { value: { id: review.id }, event: tell(review, "review.created") };
});

const findingInput = z.strictObject({
  id: idSchema,
  weight: z.enum(weights, { error: "is one of the three" }),
  finding: findingSchema,
  entryId: z
    .string()
    .regex(entryIdPattern, { error: "is not the id of an entry" })
    .nullable(),
});

export const addFinding = mutation(
  "reviews:sign",
  findingInput,
  async (tx, ctx, input) => {
    const { id, weight, finding, entryId } = input;
    const review = await requireOpen(tx, ctx, id);
    if (entryId !== null && !(await findEntryWithin(tx, ctx.scope, entryId))) {
      const errors = [{ pointer: "/entryId", detail: "is not an entry of this log" }];
      throw new AppError("input.invalid", { errors });
    }
    const known = await listFindings(tx, ctx.scope, id);
    if (known.length >= findingsMax) throw new AppError("review.full");
    const number = known.length + 1;
    await tx.insert(reviewFindings).values({
      organizationId: ctx.scope.organizationId,
      reviewId: id,
      number,
      weight,
      finding,
      entryId,
      author: actorOf(ctx.principal),
    });
    const more = { finding: { number, weight, text: finding, entry_id: entryId } };
    return { value: null, event: tell(review, "review.finding_added", more) };
  },
);

const signInput = z.strictObject({ id: idSchema, conclusion: conclusionSchema });

/** Whoever signs has just shown who they are; from here on nothing of it changes. */
export const signReview = mutation("reviews:sign", signInput, async (tx, ctx, input) => {
  requireRecentProof(ctx);
  const { id, conclusion } = input;
  const review = await requireOpen(tx, ctx, id);
  const found = await listFindings(tx, ctx.scope, id);
  await tx
    .update(reviews)
    .set({
      conclusion,
      signer: actorOf(ctx.principal),
      signedAt: sql`clock_timestamp()`,
    })
    .where(whereReview(ctx.scope, id));
  const findings = found.map(({ number, weight, finding, entryId }) => ({
    number,
    weight,
    text: finding,
    entry_id: entryId,
  }));
  return {
    value: null,
    event: tell(review, "review.signed_off", { findings, conclusion }),
  };
});

const byId = z.strictObject({ id: idSchema });

export const discardReview = mutation("reviews:sign", byId, async (tx, ctx, { id }) => {
  const review = await requireOpen(tx, ctx, id);
  await tx
    .update(reviews)
    .set({ discardedAt: sql`clock_timestamp()` })
    .where(whereReview(ctx.scope, id));
  return { value: null, event: tell(review, "review.discarded") };
});

const planInput = z.strictObject({
  name: reviewNameSchema,
  query: z.string().max(4096),
  cadence: z.enum(cadences, { error: "is one of the three" }),
  startsOn: z.string().refine((text) => parseDay(text) !== null, {
    error: "is a day, like 2026-01-01",
  }),
});

/** From now on the page says which periods of it nobody has reviewed. */
export const createPlan = mutation("reviews:sign", planInput, async (tx, ctx, input) => {
  const { name, cadence, startsOn } = input;
  const parsed = parseExportQuery(input.query);
  if (!parsed.ok) {
    const detail = "is not a filter of the log";
    throw new AppError("input.invalid", { errors: [{ pointer: "/query", detail }] });
  }
  const area = formatArea(parsed.value.filter);
  const id = `plan_${formatHex(drawRandomBytes(12))}`;
  const { organizationId } = ctx.scope;
  const author = actorOf(ctx.principal);
  const values = { organizationId, id, name, area, cadence, startsOn, author };
  await tx.insert(reviewPlans).values(values);
  const after = { name, area, cadence, starts_on: startsOn };
  const target = { type: "review_plan", id, name };
  return { value: { id }, event: { action: "review.plan_created", target, after } };
});

export const endPlan = mutation(
  "reviews:sign",
  z.strictObject({ id: idSchema }),
  async (tx, ctx, { id }) => {
    const [row] = await tx
      .update(reviewPlans)
      .set({ endedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(reviewPlans.organizationId, ctx.scope.organizationId),
          eq(reviewPlans.id, id),
          isNull(reviewPlans.endedAt),
        ),
      )
      .returning();
    if (!row) {
      const unknown = { type: "review_plan", id };
      throw new AppError("resource.not_found", { detail: `No plan "${id}".`, unknown });
    }
    const target = { type: "review_plan", id, name: row.name };
    return { value: null, event: { action: "review.plan_ended", target } };
  },
);

async function requireOpen(tx: Tx, { scope }: Ctx, id: string): Promise<Review> {
  const review = await findOpenReview(tx, scope, id);
  if (review) return review;
  if (await findReview(tx, scope, id)) throw new AppError("review.over");
  const unknown = { type: "review", id };
  throw new AppError("resource.not_found", { detail: `No review "${id}".`, unknown });
}

/** What was looked at, in every entry of it. */
function tell(review: Review, action: string, more: JsonObject = {}) {
  const { id, name, query, rangeFrom, rangeTo, upto, entryCount } = review;
  return {
    action,
    target: { type: "review", id, name },
    metadata: {
      query,
      period: { from: rangeFrom, to: rangeTo },
      upto,
      entries: entryCount,
      ...more,
    },
  };
}

import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { reviewFindings, reviewPlans, reviews } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import type { Finding, Plan, Review } from "./model";

const shownMax = 200;

/** Newest first; discarded ones stay in the log alone. */
export async function listReviews(tx: Tx, { organizationId }: Scope): Promise<Review[]> {
  const rows = await tx
    .select()
    .from(reviews)
    .where(and(eq(reviews.organizationId, organizationId), isNull(reviews.discardedAt)))
    .orderBy(desc(reviews.createdAt))
    .limit(shownMax);
  return rows.map(parseReview);
}

/** Everything that was signed, for coverage. */
export async function listSigned(tx: Tx, { organizationId }: Scope): Promise<Review[]> {
  const rows = await tx
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.organizationId, organizationId),
        sql`${reviews.signedAt} is not null`,
      ),
    );
  return rows.map(parseReview);
}

export async function findReview(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Review | null> {
  const [row] = await tx.select().from(reviews).where(whereReview(scope, id));
  return row ? parseReview(row) : null;
}

/** Locked until the commit; null also for one that is signed or discarded. */
export async function findOpenReview(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Review | null> {
  const [row] = await tx
    .select()
    .from(reviews)
    .where(and(whereReview(scope, id), isNull(reviews.signedAt)))
    .for("update");
  return row ? parseReview(row) : null;
}

export async function listFindings(tx: Tx, scope: Scope, id: string): Promise<Finding[]> {
  const rows = await tx
    .select()
    .from(reviewFindings)
    .where(
      and(
        eq(reviewFindings.organizationId, scope.organizationId),
        eq(reviewFindings.reviewId, id),
      ),
    )
    .orderBy(reviewFindings.number);
  return rows as Finding[];
}

/** How many findings each review has. */
export async function countFindings(
  tx: Tx,
  { organizationId }: Scope,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: reviewFindings.reviewId, count: sql<number>`count(*)::int` })
    .from(reviewFindings)
    .where(eq(reviewFindings.organizationId, organizationId))
    .groupBy(reviewFindings.reviewId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export async function listPlans(tx: Tx, { organizationId }: Scope): Promise<Plan[]> {
  const rows = await tx
    .select()
    .from(reviewPlans)
    .where(
      and(eq(reviewPlans.organizationId, organizationId), isNull(reviewPlans.endedAt)),
    )
    .orderBy(reviewPlans.createdAt);
  return rows as Plan[];
}

export function whereReview({ organizationId }: Scope, id: string) {
  return and(eq(reviews.organizationId, organizationId), eq(reviews.id, id));
}

function parseReview(row: typeof reviews.$inferSelect): Review {
  return row as Review;
}

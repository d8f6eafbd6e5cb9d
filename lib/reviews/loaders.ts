import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed, type Scope } from "@/lib/access/model";
import type { Problem } from "@/lib/entries/parameters";
import { type ResolvedRange, resolveRange } from "@/lib/entries/range";
import { parseExportQuery } from "@/lib/exports/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { recordUnknown } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection } from "@/lib/segments/queries";
import { countDue, measureCoverage, type PlanCoverage } from "./coverage";
import { findingForm, planForm, reviewForm, signForm } from "./handlers";
import type { Finding, Plan, Review, ReviewLine } from "./model";
import {
  countFindings,
  findReview,
  listFindings,
  listPlans,
  listReviews,
  listSigned,
} from "./queries";

export type LoadedReviews = {
  reviews: ReviewLine[];
  plans: PlanCoverage[];
  maySign: boolean;
  zone: string;
};

export async function loadReviews(): Promise<LoadedReviews> {
  const { scope, principal } = await gatePage("reviews:read");
  const zone = await loadOrganizationZone();
  return readInScope(scope, async (tx) => {
    const reviews = await listReviews(tx, scope);
    const counts = await countFindings(tx, scope);
    const signed = await listSigned(tx, scope);
    const plans = await listPlans(tx, scope);
    const lines = reviews.map((one) => ({ ...one, findings: counts.get(one.id) ?? 0 }));
    const covered = plans.map((plan) => coverPlan(plan, signed, zone));
    const maySign = isAllowed(principal, "reviews:sign");
    return { reviews: lines, plans: covered, maySign, zone };
  });
}

/** The plans of which a period is over that nobody has reviewed to its end. */
export async function listDuePlans(scope: Scope, zone: string): Promise<PlanCoverage[]> {
  return readInScope(scope, async (tx) => {
    const signed = await listSigned(tx, scope);
    const plans = await listPlans(tx, scope);
    return plans
      .map((plan) => coverPlan(plan, signed, zone))
      .filter(({ due }) => due > 0);
  });
}

function coverPlan(plan: Plan, signed: Review[], zone: string): PlanCoverage {
  const cells = measureCoverage(plan, signed, { now: new Date(), zone });
  return { ...plan, cells, due: countDue(cells) };
}

export type NewReview = {
  form: FormState;
  query: string;
  /** What it would be of; null where a part of the query means nothing. */
  wish: { range: ResolvedRange; entryCount: number } | null;
  problems: Problem[];
  zone: string;
};

export async function loadNewReview(query: string): Promise<NewReview> {
  const { scope } = await gatePage("reviews:sign");
  const form = await loadForm(reviewForm);
  const zone = await loadOrganizationZone();
  const parsed = parseExportQuery(query);
  if (!parsed.ok) return { form, query, wish: null, problems: parsed.problems, zone };
  const { filter, text } = parsed.value;
  const range = resolveRange(filter, new Date(), zone);
  const entryCount = await countSelection(scope, { filter, range });
  return { form, query: text ?? "", wish: { range, entryCount }, problems: [], zone };
}

export async function loadNewPlan(query: string): Promise<{ form: FormState }> {
  await gatePage("reviews:sign");
  const startsOn = `${new Date().getUTCFullYear()}-01-01`;
  const form = await loadForm(planForm, { query, cadence: "quarter", startsOn });
  return { form };
}

export type LoadedReview = {
  review: Review;
  findings: Finding[];
  maySign: boolean;
  finding: FormState;
  sign: FormState;
};

export async function loadReview(id: string): Promise<LoadedReview> {
  const ctx = await gatePage("reviews:read");
  const { scope, principal } = ctx;
  const loaded = await readInScope(scope, async (tx) => {
    const review = await findReview(tx, scope, id);
    return review && { review, findings: await listFindings(tx, scope, id) };
  });
  if (!loaded) {
    await recordUnknown(ctx, { type: "review", id });
    notFound();
  }
  return {
    ...loaded,
    maySign: isAllowed(principal, "reviews:sign"),
    finding: await loadForm(findingForm, { weight: "note" }),
    sign: await loadForm(signForm),
  };
}

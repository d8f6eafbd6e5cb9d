import type { Metadata } from "next";
import Link from "next/link";
import { CoverageList } from "@/components/reviews/coverage-list";
import { ReviewTable } from "@/components/reviews/review-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadZone } from "@/lib/organizations/loaders";
import { loadReviews } from "@/lib/reviews/loaders";
import { describeConditions, describePeriod } from "./review-words";

export const metadata: Metadata = { title: "Reviews – Custody" };

/** Who looked at what, for which time, and what nobody has looked at. */
export default async function Page() {
  const { reviews, plans, maySign, zone } = await loadReviews();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  const lines = reviews.map((review) => ({
    ...review,
    says: describeConditions(review.query),
    period: describePeriod(review, zone),
  }));
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading title="Reviews" actions={maySign && <Actions />}>
        What somebody read and signed for. A sign-off is an entry of the log, with the
        filter, the period, the count and every finding.
      </PageHeading>
      <section aria-labelledby="coverage" className="grid gap-3">
        <h2 id="coverage" className="px-6 font-semibold max-md:px-4">
          Coverage
        </h2>
        {plans.length > 0 ? (
          <CoverageList plans={plans} maySign={maySign} />
        ) : (
          <p className="max-w-prose px-6 text-muted-foreground text-sm max-md:px-4">
            Nothing is planned. A plan says what is to be reviewed and how often; periods
            that nobody signed for then stand here as gaps.
          </p>
        )}
      </section>
      {lines.length > 0 ? (
        <section aria-labelledby="reviews" className="grid gap-3">
          <h2 id="reviews" className="px-6 font-semibold max-md:px-4">
            Reviews
          </h2>
          <ReviewTable reviews={lines} viewer={viewer} />
        </section>
      ) : (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No reviews yet">
            A review begins with a filter of the log. Its entries are counted and frozen,
            so what is signed is exactly what was read.
          </EmptyState>
        </div>
      )}
    </div>
  );
}

function Actions() {
  return (
    <>
      <Button asChild>
        <Link href="/evidence/reviews/plan">Plan reviews</Link>
      </Button>
      <Button asChild variant="primary">
        <Link href="/evidence/reviews/new?range=last-quarter">New review</Link>
      </Button>
    </>
  );
}

import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Confirm } from "@/components/ui/confirm";
import type { Cell, CellState, PlanCoverage } from "@/lib/reviews/coverage";
import { cadenceWords } from "@/lib/reviews/model";

const stateWords: Record<CellState, { word: string; look: string }> = {
  reviewed: { word: "Reviewed", look: "text-seal-ok" },
  partly: { word: "In part", look: "font-medium text-outcome-failed" },
  due: { word: "Due", look: "font-medium text-outcome-failed" },
  missed: { word: "Not reviewed", look: "font-medium text-outcome-denied" },
  running: { word: "Running", look: "text-muted-foreground" },
};

/** For each plan its periods, newest last: what was signed for, and what nobody looked at. */
export function CoverageList({
  plans,
  maySign,
}: {
  plans: PlanCoverage[];
  maySign: boolean;
}) {
  return (
    <ul aria-label="Coverage" className="divide-y border-y">
      {plans.map((plan) => (
        <li key={plan.id} className="grid gap-2 px-6 py-3 max-md:px-4">
          <div className="flex items-start justify-between gap-x-4">
            <p className="min-w-0 text-sm">
              <Link
                href={`/admin/audit-logs?${plan.area}`}
                className="font-medium hover:underline"
              >
                <HostileText text={plan.name} />
              </Link>
              <span className="text-muted-foreground">
                , {cadenceWords[plan.cadence]}
                {plan.due > 0 && `: ${plan.due} open`}
              </span>
            </p>
            {maySign && <EndPlan plan={plan} />}
          </div>
          <ol className="flex flex-wrap gap-x-6 gap-y-2">
            {plan.cells.map((cell) => (
              <Period key={cell.from} cell={cell} area={plan.area} maySign={maySign} />
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

function Period({ cell, area, maySign }: { cell: Cell; area: string; maySign: boolean }) {
  const { label, state, reviewIds, gaps } = cell;
  const { word, look } = stateWords[state];
  const [review] = reviewIds;
  const isOpen = gaps.length > 0 && state !== "running";
  const href = isOpen && maySign ? formatWish(cell, area) : null;
  const seen = review === undefined ? null : `/evidence/reviews/${review}`;
  return (
    <li className="min-w-20 text-xs">
      <span className="block text-muted-foreground tabular-nums">{label}</span>
      <span className={cn("block", look)}>
        {seen === null ? (
          word
        ) : (
          <Link href={seen} className="underline">
            {word}
          </Link>
        )}
      </span>
      {href !== null && (
        <Link
          href={href}
          aria-label={`Review ${label}`}
          className="block py-0.5 underline"
        >
          Review it
        </Link>
      )}
    </li>
  );
}

/** The log of one period, with its bare days: the organization's own. */
function formatWish({ firstDay, lastDay }: Cell, area: string): string {
  const params = new URLSearchParams(area);
  params.delete("range");
  params.set("from", firstDay);
  params.set("to", lastDay);
  return `/evidence/reviews/new?${params}`;
}

function EndPlan({ plan: { id, name } }: { plan: PlanCoverage }) {
  return (
    <Confirm label="End" title="End this plan?" size="small" variant="ghost" align="end">
      <p>
        Nothing of <HostileText text={name} /> will be due any more. Its reviews stay.
      </p>
      <PostForm target={{ action: `/api/review-plans/${id}/end` }}>
        <Button type="submit" variant="danger" size="small">
          End the plan
        </Button>
      </PostForm>
    </Confirm>
  );
}

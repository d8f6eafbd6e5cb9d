import { Scissors } from "lucide-react";
import { describeRetention } from "@/lib/retention/model";

type Stretch = {
  runId: string;
  entryCount: number;
  prunedAt: string;
  cutoffAt: string;
  retentionDays: number;
  epochIndex: number | null;
};

const grouped = new Intl.NumberFormat("en-GB");

/** Where the log ends in the past because it was pruned: what went, when, by which rule. */
export function PrunedRows({ stretches }: { stretches: Stretch[] }) {
  if (stretches.length === 0) return null;
  return (
    <ul aria-label="Pruned before" className="border-t text-sm">
      {stretches.map((stretch) => (
        <li
          key={stretch.runId}
          className="flex items-start gap-2 border-b bg-muted px-6 py-2 text-muted-foreground max-md:px-4"
        >
          <Scissors aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p>
            <span className="font-medium text-foreground">
              {grouped.format(stretch.entryCount)} older entries
            </span>{" "}
            pruned on {stretch.prunedAt.slice(0, 10)} under “
            {describeRetention(stretch.retentionDays)}”, recorded before{" "}
            {stretch.cutoffAt.slice(0, 10)}.{" "}
            {stretch.epochIndex !== null && (
              <>Sealed by checkpoint #{grouped.format(stretch.epochIndex)}. </>
            )}
            <a
              className="text-primary underline underline-offset-2"
              href="/admin/audit-logs?range=all&action=log.pruned"
            >
              What the log says
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}

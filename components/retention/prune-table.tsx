import { HostileText } from "@/components/entries/hostile-text";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { describeRetention } from "@/lib/retention/model";

type Plan = {
  clientSlot: number;
  clientName: string | null;
  fromSidx: number;
  belowSidx: number;
  retentionDays: number;
  cutoffAt: string;
};

const grouped = new Intl.NumberFormat("en-GB");

/** Stream by stream, what a prune would take. */
export function PruneTable({ plans, caption }: { plans: Plan[]; caption: string }) {
  return (
    <TableRegion label="What a prune would take" className="max-w-3xl border-y">
      <Table>
        <caption className="sr-only">{caption}</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Stream</TableHead>
            <TableHead className="text-right">Entries</TableHead>
            <TableHead>Kept for</TableHead>
            <TableHead className="pr-6 max-md:pr-4">Recorded before</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {plans.map((plan) => (
            <TableRow key={plan.clientSlot}>
              <TableCell className="pl-6 max-md:pl-4">
                {plan.clientName === null ? (
                  "Entries about no client"
                ) : (
                  <HostileText text={plan.clientName} />
                )}
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {grouped.format(plan.belowSidx - plan.fromSidx)}
              </TableCell>
              <TableCell>{describeRetention(plan.retentionDays)}</TableCell>
              <TableCell className="pr-6 tabular-nums max-md:pr-4">
                {plan.cutoffAt.slice(0, 10)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

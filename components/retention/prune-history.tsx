import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";

type Run = {
  runId: string;
  announcedAt: string;
  finishedAt: string | null;
  entryCount: number;
  streamCount: number;
  cutoffAt: string;
};

const grouped = new Intl.NumberFormat("en-GB");

/** The receipts: each leads to what the log itself said. */
export function PruneHistory({ runs }: { runs: Run[] }) {
  return (
    <TableRegion label="Prunes" className="border-y">
      <Table>
        <caption className="sr-only">{runs.length} prunes, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Announced</TableHead>
            <TableHead className="text-right">Entries</TableHead>
            <TableHead className="text-right max-md:hidden">Streams</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="pr-6 max-md:pr-4">In the log</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <TableRow key={run.runId}>
              <TableCell className="pl-6 tabular-nums max-md:pl-4">
                {run.announcedAt.slice(0, 10)}
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {grouped.format(run.entryCount)}
              </TableCell>
              <TableCell className="text-right tabular-nums max-md:hidden">
                {run.streamCount}
              </TableCell>
              <TableCell>
                {run.finishedAt === null
                  ? "waits to be sealed and verified"
                  : `pruned ${run.finishedAt.slice(0, 10)}`}
              </TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                <a
                  className="underline"
                  href={`/admin/audit-logs?range=all&action=log.pruned`}
                >
                  What was said
                </a>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

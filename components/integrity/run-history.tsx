import { Check, X } from "lucide-react";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import type { Run } from "@/lib/incidents/model";

const count = (value: number) => value.toLocaleString("en-GB");
const kinds: Record<string, string> = {
  continuous: "Continuous check",
  pass: "Full pass",
  on_demand: "On demand",
  command_line: "Command line",
};

export function RunHistory({ runs, viewer }: { runs: Run[]; viewer: Viewer }) {
  const failures = runs.filter(({ isOk }) => !isOk).length;
  const passes = runs.filter(({ isOk }) => isOk).length;
  return (
    <div className="grid gap-2">
      <p className="text-muted-foreground text-sm">
        30 days: {passes} whole {passes === 1 ? "pass" : "passes"} that held, {failures}{" "}
        {failures === 1 ? "failure" : "failures"}. The continuous check is told only when
        it finds something.
      </p>
      {runs.length > 0 && (
        <TableRegion label="Checks, one a row">
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead>Result</TableHead>
                <TableHead>Kind</TableHead>
                <TableHead>Entries</TableHead>
                <TableHead>When</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {runs.slice(0, 20).map((run) => (
                <TableRow key={run.id}>
                  <TableCell>
                    <Result isOk={run.isOk} />
                  </TableCell>
                  <TableCell>{kinds[run.kind] ?? run.kind}</TableCell>
                  <TableCell className="whitespace-nowrap tabular-nums">
                    {describeEntries(run)}
                  </TableCell>
                  <TableCell>
                    <TimeStamp at={run.finishedAt} viewer={viewer} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableRegion>
      )}
    </div>
  );
}

function Result({ isOk }: { isOk: boolean }) {
  return isOk ? (
    <span className="flex items-center gap-1.5 whitespace-nowrap text-seal-ok">
      <Check aria-hidden className="size-4 shrink-0" /> Held
    </span>
  ) : (
    <span className="flex items-center gap-1.5 whitespace-nowrap font-semibold text-seal-bad">
      <X aria-hidden className="size-4 shrink-0" /> Did not hold
    </span>
  );
}

/** The continuous check also reads the last day again, and a part of the rolling pass. */
function describeEntries({ fromIdx, toIdx }: Run): string {
  if (toIdx <= fromIdx) return "none new";
  return `#${count(fromIdx)} – #${count(toIdx - 1)}`;
}

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
import type { SealedStep } from "@/lib/incidents/model";

const count = (value: number) => value.toLocaleString("en-GB");

/** What each of the newest checkpoints sealed of this organization. */
export function CheckpointTable({
  steps,
  viewer,
}: {
  steps: SealedStep[];
  viewer: Viewer;
}) {
  return (
    <TableRegion label="Checkpoints, one a row">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Checkpoint</TableHead>
            <TableHead>Sealed</TableHead>
            <TableHead>Entries</TableHead>
            <TableHead>Root</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {steps.map(({ epochIndex, sealedAt, fromIdx, size, root }) => (
            <TableRow key={epochIndex}>
              <TableCell className="tabular-nums">#{count(epochIndex)}</TableCell>
              <TableCell>
                <TimeStamp at={sealedAt} viewer={viewer} />
              </TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">
                {size > fromIdx
                  ? `#${count(fromIdx)} – #${count(size - 1)}`
                  : "as before"}
              </TableCell>
              <TableCell>
                <code title={root} className="text-xs">
                  {root.slice(0, 8)}…{root.slice(-4)}
                </code>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { ScheduleActions } from "@/components/exports/schedule-actions";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { describeMoment } from "@/lib/entries/moment";
import { formatWords } from "@/lib/export-requests/model";
import {
  describeRhythm,
  type LastSend,
  type Schedule,
  type ScheduleState,
} from "@/lib/export-schedules/model";

export type ScheduleLine = Schedule & {
  /** The conditions in words. */
  says: string;
  runs: Date[];
  last: LastSend | null;
};

const stateWords: Record<ScheduleState, { label: string; tone: BadgeTone }> = {
  active: { label: "Active", tone: "create" },
  paused: { label: "Paused", tone: "quiet" },
  disabled: { label: "Disabled", tone: "red" },
};

export function ScheduleTable({
  schedules,
  mayChange,
}: {
  schedules: ScheduleLine[];
  mayChange: boolean;
}) {
  return (
    <TableRegion label="Scheduled exports" className="border-y">
      <Table>
        <caption className="sr-only">{schedules.length} scheduled exports</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">What</TableHead>
            <TableHead>When</TableHead>
            <TableHead className="max-lg:hidden">To</TableHead>
            <TableHead className="max-md:hidden">Last</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {schedules.map((line) => (
            <ScheduleRow key={line.id} line={line} mayChange={mayChange} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function ScheduleRow({ line, mayChange }: { line: ScheduleLine; mayChange: boolean }) {
  const { label, tone } = stateWords[line.state];
  const [next, ...later] = line.runs.map((run) => describeRun(run, line.zone));
  return (
    <TableRow>
      <TableCell className="pl-6 align-top max-md:pl-4">
        {mayChange ? (
          <Link
            href={`/exports/schedules/${line.id}`}
            className="font-medium hover:underline"
          >
            <HostileText text={line.name} />
          </Link>
        ) : (
          <HostileText text={line.name} className="font-medium" />
        )}
        <span className="block text-muted-foreground text-xs">
          <HostileText text={line.says} />, {formatWords[line.format].name}
          {line.withManifest && ", with manifest"}
        </span>
      </TableCell>
      <TableCell className="align-top">
        <Badge tone={tone}>{label}</Badge>
        <span className="mt-0.5 block text-xs">{describeRhythm(line)}</span>
        {next !== undefined && (
          <span className="block text-muted-foreground text-xs tabular-nums">
            Next: {next}
            {later.length > 0 && `, then ${later.join(", ")}`}
          </span>
        )}
        {line.reason !== null && (
          <HostileText text={line.reason} className="block text-seal-bad text-xs" />
        )}
      </TableCell>
      <TableCell className="align-top text-xs max-lg:hidden">
        {line.recipients.map((one) => (
          <HostileText key={one} text={one} className="block" />
        ))}
      </TableCell>
      <TableCell className="align-top text-muted-foreground text-xs max-md:hidden">
        {line.last === null ? "Never yet" : describeLast(line.last, line.zone)}
      </TableCell>
      <TableCell className="pr-6 text-right align-top max-md:pr-4">
        {mayChange && <ScheduleActions schedule={line} />}
      </TableCell>
    </TableRow>
  );
}

function describeRun(run: Date, zone: string): string {
  const { shortDay, clock } = describeMoment(run.toISOString(), zone);
  return `${shortDay} ${clock.slice(0, 5)}`;
}

function describeLast({ state, dueAt, entryCount, why }: LastSend, zone: string): string {
  const at = describeRun(dueAt, zone);
  if (state === "writing") return `${at}: being written`;
  if (state === "failed") return `${at}: not sent, ${why ?? "unknown"}`;
  return `${at}: ${(entryCount ?? 0).toLocaleString("en-GB")} entries sent`;
}

import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { ExportActions } from "@/components/exports/export-actions";
import { ExportProgress } from "@/components/exports/export-progress";
import { ExportVerdictNote } from "@/components/exports/export-verdict-note";
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
import {
  type ExportRequest,
  type ExportState,
  formatWords,
  nameActor,
} from "@/lib/export-requests/model";
import { describeBytes } from "@/lib/export-requests/size";

export type ExportLine = ExportRequest & {
  /** The conditions in words. */
  says: string;
  isOwn: boolean;
  isShared: boolean;
};

const grouped = new Intl.NumberFormat("en-GB");

const stateWords: Record<ExportState, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "quiet" },
  running: { label: "Writing", tone: "plain" },
  done: { label: "Ready", tone: "create" },
  failed: { label: "Failed", tone: "red" },
  cancelled: { label: "Cancelled", tone: "quiet" },
  expired: { label: "File removed", tone: "quiet" },
};

export function ExportTable({
  exports,
  viewer,
}: {
  exports: ExportLine[];
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  return (
    <TableRegion label="Exports" className="border-y">
      <Table>
        <caption className="sr-only">{exports.length} exports, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">What</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="text-right max-md:hidden">Entries</TableHead>
            <TableHead className="max-lg:hidden">Asked for</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {exports.map((line) => (
            <ExportRow key={line.id} line={line} viewer={viewer} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function ExportRow({
  line,
  viewer,
}: {
  line: ExportLine;
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  const { label, tone } = stateWords[line.state];
  return (
    <TableRow>
      <TableCell className="pl-6 align-top max-md:pl-4">
        <Link
          href={`/admin/audit-logs?${line.query}`}
          className="font-medium hover:underline"
        >
          <HostileText text={line.says} />
        </Link>
        <span className="block text-muted-foreground text-xs">
          {formatWords[line.format].name}
          {line.withManifest && ", with manifest"}
        </span>
      </TableCell>
      <TableCell className="align-top">
        <span className="flex flex-wrap items-center gap-x-2">
          <Badge tone={tone}>{label}</Badge>
          {line.state === "done" && (
            <span className="text-muted-foreground text-xs tabular-nums">
              {describeBytes(line.writtenBytes)}
              {line.expiresAt && `, until ${line.expiresAt.toISOString().slice(0, 10)}`}
            </span>
          )}
        </span>
        <ExportProgress line={line} />
        {line.error !== null && (
          <HostileText text={line.error} className="block text-xs" />
        )}
        {line.state === "done" && line.verdict && (
          <ExportVerdictNote verdict={line.verdict} altered={line.alteredCount} />
        )}
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-md:hidden">
        {grouped.format(line.state === "done" ? line.doneCount : line.rowCount)}
      </TableCell>
      <TableCell className="align-top max-lg:hidden">
        <TimeStamp
          at={line.createdAt.toISOString()}
          viewer={{ ...viewer, clientNames: {} }}
        />
        <span className="block text-muted-foreground text-xs">
          <HostileText text={nameActor(line.requester)} />
        </span>
      </TableCell>
      <TableCell className="pr-6 text-right align-top max-md:pr-4">
        {(line.isOwn || (line.isShared && line.state === "done")) && (
          <ExportActions line={line} />
        )}
      </TableCell>
    </TableRow>
  );
}

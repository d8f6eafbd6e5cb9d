import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import type { CaseLine } from "@/lib/cases/model";

export function CaseTable({ cases, viewer }: { cases: CaseLine[]; viewer: Viewer }) {
  return (
    <TableRegion label="All cases" className="border-y">
      <Table>
        <caption className="sr-only">{cases.length} cases, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Case</TableHead>
            <TableHead className="max-md:hidden">Opened</TableHead>
            <TableHead className="text-right max-lg:hidden">Entries</TableHead>
            <TableHead className="text-right max-lg:hidden">Notes</TableHead>
            <TableHead className="pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {cases.map((one) => (
            <CaseRow key={one.id} line={one} viewer={viewer} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function CaseRow({ line, viewer }: { line: CaseLine; viewer: Viewer }) {
  const { id, name, author, openedAt, closedAt, pinCount, noteCount } = line;
  return (
    <TableRow>
      <TableCell className="pl-6 align-top max-md:pl-4">
        <Link href={`/evidence/cases/${id}`} className="font-medium hover:underline">
          <HostileText text={name} />
        </Link>
        <span className="block text-muted-foreground text-xs">
          by <HostileText text={author.name ?? author.email ?? "Custody"} />
        </span>
      </TableCell>
      <TableCell className="align-top whitespace-nowrap max-md:hidden">
        <TimeStamp at={openedAt.toISOString()} viewer={viewer} />
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-lg:hidden">
        {pinCount}
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-lg:hidden">
        {noteCount}
      </TableCell>
      <TableCell className="pr-6 align-top max-md:pr-4">
        {closedAt === null ? (
          <Badge tone="amber">Open</Badge>
        ) : (
          <>
            <span className="block">Closed</span>
            <TimeStamp at={closedAt.toISOString()} viewer={viewer} />
          </>
        )}
      </TableCell>
    </TableRow>
  );
}

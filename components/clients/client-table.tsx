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

export type ClientLine = {
  slug: string;
  name: string;
  timeZone: string;
  archivedAt: Date | null;
  recentCount: number;
  lastAt: string | null;
};

const grouped = new Intl.NumberFormat("en-GB");

export function ClientTable({
  clients,
  viewer,
}: {
  clients: ClientLine[];
  viewer: Viewer;
}) {
  return (
    <TableRegion label="Clients" className="border-y [&_tbody_tr:last-child]:border-b-0">
      <Table>
        <caption className="sr-only">{clients.length} clients</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Client</TableHead>
            <TableHead className="max-md:hidden">Short name</TableHead>
            <TableHead className="text-right">Last 30 days</TableHead>
            <TableHead className="pr-6 max-md:pr-4">Last entry</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {clients.map((client) => (
            <TableRow key={client.slug} className="hover:bg-muted">
              <TableCell className="pl-6 max-md:pl-4">
                <Link
                  href={`/clients/${client.slug}`}
                  className="font-medium underline-offset-2 hover:underline max-md:inline-block max-md:py-2"
                >
                  <HostileText text={client.name} />
                </Link>
                {client.archivedAt !== null && (
                  <Badge tone="quiet" className="ml-2">
                    Archived
                  </Badge>
                )}
              </TableCell>
              <TableCell className="font-mono text-xs leading-5 max-md:hidden">
                {client.slug}
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {grouped.format(client.recentCount)}
              </TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                {client.lastAt !== null && (
                  <TimeStamp at={client.lastAt} viewer={viewer} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

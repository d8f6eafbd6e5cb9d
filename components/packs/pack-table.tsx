import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { PackState } from "@/components/packs/pack-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { type Pack, titleOf } from "@/lib/packs/model";

const grouped = new Intl.NumberFormat("en-GB");

export function PackTable({
  packs,
  clientNames,
  viewer,
}: {
  packs: Pack[];
  clientNames: ReadonlyMap<string, string>;
  viewer: Viewer;
}) {
  return (
    <TableRegion label="Evidence packs" className="border-y">
      <Table>
        <caption className="sr-only">{packs.length} packs, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Pack</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="text-right max-md:hidden">Entries</TableHead>
            <TableHead className="pr-6 max-lg:hidden">Asked for</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {packs.map((pack) => (
            <TableRow key={pack.id}>
              <TableCell className="pl-6 align-top max-md:pl-4">
                <Link
                  href={`/evidence/${pack.id}`}
                  className="font-medium hover:underline"
                >
                  {titleOf(pack)}
                </Link>
                <span className="block text-muted-foreground text-xs">
                  <HostileText text={nameOf(pack, clientNames)} />
                </span>
              </TableCell>
              <TableCell className="align-top">
                <PackState pack={pack} />
              </TableCell>
              <TableCell className="text-right align-top tabular-nums max-md:hidden">
                {grouped.format(pack.entryCount)}
              </TableCell>
              <TableCell className="pr-6 align-top max-lg:hidden">
                <TimeStamp at={pack.createdAt.toISOString()} viewer={viewer} />
                <span className="block text-muted-foreground text-xs">
                  <HostileText
                    text={pack.requester.name ?? pack.requester.email ?? "Custody"}
                  />
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function nameOf({ clientId }: Pack, names: ReadonlyMap<string, string>): string {
  if (clientId === null) return "The whole organization";
  return names.get(clientId) ?? "A client";
}

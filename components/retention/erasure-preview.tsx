import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { countWords } from "@/components/retention/erasure-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { type FieldGroup, groupWords } from "@/lib/erasures/model";

type Preview = {
  entryCount: number;
  fieldCount: number;
  groups: { group: FieldGroup; count: number }[];
  clients: { name: string | null; count: number; isHeld: boolean }[];
};

const grouped = new Intl.NumberFormat("en-GB");

/** Which fields of how many entries would go, and whose clients'. */
export function ErasurePreviewTables({ preview }: { preview: Preview }) {
  const { entryCount, fieldCount, groups, clients } = preview;
  if (entryCount === 0) {
    return <p className="px-6 text-sm max-md:px-4">No entry holds a value any more.</p>;
  }
  return (
    <section aria-label="What would go" className="grid gap-3">
      <h2 className="px-6 font-semibold max-md:px-4">
        {countWords({ fieldCount, entryCount })}
      </h2>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <CountTable label="Fields" count="Values">
          {groups.map(({ group, count }) => (
            <CountRow key={group} count={count}>
              {groupWords[group]}
            </CountRow>
          ))}
        </CountTable>
        <CountTable label="Clients" count="Entries">
          {clients.map(({ name, count, isHeld }) => (
            <CountRow key={name ?? ""} count={count}>
              {name === null ? "About no client" : <HostileText text={name} />}
              {isHeld && <span className="ml-2 text-outcome-failed">under a hold</span>}
            </CountRow>
          ))}
        </CountTable>
      </div>
    </section>
  );
}

type CountTableProps = { label: string; count: string; children: ReactNode };

function CountTable({ label, count, children }: CountTableProps) {
  return (
    <TableRegion label={label} className="border-y">
      <Table>
        <caption className="sr-only">{label}</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">{label}</TableHead>
            <TableHead className="pr-6 text-right max-md:pr-4">{count}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>{children}</TableBody>
      </Table>
    </TableRegion>
  );
}

function CountRow({ count, children }: { count: number; children: ReactNode }) {
  return (
    <TableRow>
      <TableCell className="pl-6 max-md:pl-4">{children}</TableCell>
      <TableCell className="pr-6 text-right tabular-nums max-md:pr-4">
        {grouped.format(count)}
      </TableCell>
    </TableRow>
  );
}

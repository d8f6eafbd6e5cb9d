import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { countWords, type ErasureFacts } from "@/components/retention/erasure-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";

type Erasure = ErasureFacts & {
  id: string;
  basis: string;
  reason: string;
  requestedAt: string;
  requesterName: string | null;
};

/** What was asked for and what became of it; whose fields they were is nowhere. */
export function ErasureList({
  erasures,
  mayOpen,
}: {
  erasures: Erasure[];
  mayOpen: boolean;
}) {
  return (
    <TableRegion label="Erasures" className="border-y">
      <Table>
        <caption className="sr-only">{erasures.length} erasures, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Asked for</TableHead>
            <TableHead>Legal ground</TableHead>
            <TableHead className="max-md:hidden">Why</TableHead>
            <TableHead className="pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {erasures.map((erasure) => (
            <TableRow key={erasure.id}>
              <TableCell className="pl-6 whitespace-nowrap tabular-nums max-md:pl-4">
                <Asked erasure={erasure} mayOpen={mayOpen} />
              </TableCell>
              <TableCell className="whitespace-normal">{erasure.basis}</TableCell>
              <TableCell className="whitespace-normal max-md:hidden">
                <HostileText text={erasure.reason} />
                <span className="block text-muted-foreground text-xs">
                  <HostileText text={erasure.requesterName ?? "an owner"} />
                </span>
              </TableCell>
              <TableCell className="pr-6 whitespace-normal max-md:pr-4">
                {describeState(erasure)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function Asked({ erasure, mayOpen }: { erasure: Erasure; mayOpen: boolean }) {
  const { id, requestedAt } = erasure;
  const day = requestedAt.slice(0, 10);
  if (!mayOpen) return day;
  return (
    <Link
      href={`/settings/retention/erasures/${id}`}
      className="text-primary underline underline-offset-2"
    >
      {day}
      <span className="sr-only">: open the erasure</span>
    </Link>
  );
}

function describeState(erasure: Erasure): string {
  const { outcome, endedAt, approvedAt } = erasure;
  if (outcome === "withdrawn") return `withdrawn ${endedAt?.slice(0, 10)}`;
  if (endedAt !== null) return `${countWords(erasure)} erased ${endedAt.slice(0, 10)}`;
  return approvedAt === null ? "waits for a second owner" : "approved, being carried out";
}

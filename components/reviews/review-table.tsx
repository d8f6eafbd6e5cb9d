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
import { type ReviewLine, stateOf } from "@/lib/reviews/model";

const grouped = new Intl.NumberFormat("en-GB");

type Line = ReviewLine & {
  /** Its conditions and its period in words. */
  says: string;
  period: string;
};

export function ReviewTable({ reviews, viewer }: { reviews: Line[]; viewer: Viewer }) {
  return (
    <TableRegion label="All reviews" className="border-y">
      <Table>
        <caption className="sr-only">{reviews.length} reviews, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Review</TableHead>
            <TableHead className="max-md:hidden">Period</TableHead>
            <TableHead className="text-right max-lg:hidden">Entries</TableHead>
            <TableHead className="text-right max-lg:hidden">Findings</TableHead>
            <TableHead className="pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {reviews.map((review) => (
            <ReviewRow key={review.id} review={review} viewer={viewer} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function ReviewRow({ review, viewer }: { review: Line; viewer: Viewer }) {
  const { id, name, says, period, entryCount, findings, signer, signedAt } = review;
  return (
    <TableRow>
      <TableCell className="pl-6 align-top max-md:pl-4">
        <Link href={`/evidence/reviews/${id}`} className="font-medium hover:underline">
          <HostileText text={name} />
        </Link>
        <span className="block text-muted-foreground text-xs">
          <HostileText text={says} />
        </span>
        <span className="block text-muted-foreground text-xs md:hidden">{period}</span>
      </TableCell>
      <TableCell className="align-top whitespace-nowrap max-md:hidden">
        {period}
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-lg:hidden">
        {grouped.format(entryCount)}
      </TableCell>
      <TableCell className="text-right align-top tabular-nums max-lg:hidden">
        {findings}
      </TableCell>
      <TableCell className="pr-6 align-top max-md:pr-4">
        {stateOf(review) === "signed" && signedAt !== null ? (
          <>
            <span className="block">
              Signed off by <HostileText text={signer?.name ?? signer?.email ?? ""} />
            </span>
            <TimeStamp at={signedAt.toISOString()} viewer={viewer} />
          </>
        ) : (
          <Badge tone="amber">Open</Badge>
        )}
      </TableCell>
    </TableRow>
  );
}

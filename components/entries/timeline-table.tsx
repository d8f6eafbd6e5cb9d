import Link from "next/link";
import type { TimelineBar } from "@/components/entries/timeline-bar";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

/** The chart in numbers; where nothing happened there is no row. */
export function TimelineTable({ bars }: { bars: TimelineBar[] }) {
  const filled = bars.filter(
    ({ success, failed, denied }) => success + failed + denied > 0,
  );
  return (
    <Table>
      <caption className="sr-only">Entries over time, by outcome</caption>
      <TableHeader>
        <TableRow>
          <TableHead>Time</TableHead>
          <TableHead className="text-right">Success</TableHead>
          <TableHead className="text-right">Failed</TableHead>
          <TableHead className="text-right">Denied</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {filled.map(({ from, label, href, success, failed, denied }) => (
          <TableRow key={from}>
            <TableCell>
              <Link
                href={href}
                prefetch={false}
                scroll={false}
                className="text-primary underline-offset-2 hover:underline"
              >
                {label}
              </Link>
            </TableCell>
            <Count of={success} />
            <Count of={failed} />
            <Count of={denied} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Count({ of: count }: { of: number }) {
  return <TableCell className="text-right">{count.toLocaleString("en-GB")}</TableCell>;
}

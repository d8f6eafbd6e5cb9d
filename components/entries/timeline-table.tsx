import type { TimelineBar } from "@/components/entries/timeline-bar";
import { SoftLink } from "@/components/shell/soft-link";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/table";

/** The chart in numbers; where nothing happened there is no row. */
export function TimelineTable({ bars }: { bars: (TimelineBar & { href: string })[] }) {
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
      <tbody className="numbers">
        {filled.map((bar) => (
          <tr key={bar.from}>
            <td>
              <SoftLink href={bar.href} keepsPlace>
                {bar.label}
              </SoftLink>
            </td>
            <td>{bar.success.toLocaleString("en-GB")}</td>
            <td>{bar.failed.toLocaleString("en-GB")}</td>
            <td>{bar.denied.toLocaleString("en-GB")}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

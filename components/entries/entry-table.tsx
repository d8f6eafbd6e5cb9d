import type { ReactNode } from "react";
import { EntryRow } from "@/components/entries/entry-row";
import { TableKeys } from "@/components/entries/table-keys";
import type { EntryLinks, Viewer } from "@/components/entries/viewer";
import {
  Table,
  TableBody,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Entry } from "@/lib/entries/model";

const columns = [
  { name: "When", width: "w-32" },
  { name: "Who", width: "w-[14%]" },
  { name: "Action", width: "w-[14%]" },
  { name: "Entity", width: "w-[17%]" },
  { name: "What changed", width: "" },
  { name: "IP", width: "w-29" },
  { name: "Outcome", width: "w-24" },
];

export function EntryTable({
  entries,
  viewer,
  links,
  caption,
  openId,
  children,
}: {
  entries: Entry[];
  viewer: Viewer;
  links: EntryLinks;
  /** The result in a sentence: "1,284 entries, 14–21 Nov 2026, Europe/London (UTC+0)". */
  caption: string;
  openId: string | null;
  /** What stands below the rows: an empty state, or where the log ends. */
  children?: ReactNode;
}) {
  return (
    <TableKeys>
      <section
        id="results"
        aria-label="Entries"
        tabIndex={-1}
        className="overflow-x-auto border-y focus:outline-none"
      >
        <Table className="max-md:block md:min-w-[1040px] md:table-fixed">
          <caption className="sr-only">{caption}</caption>
          <TableHeader className="max-md:sr-only">
            <TableRow className="bg-muted">
              {columns.map(({ name, width }) => (
                <TableHead key={name} className={`${width} first:pl-6`}>
                  {name}
                </TableHead>
              ))}
              <TableHead className="w-20 pr-6">
                <span className="sr-only">Details</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody className="max-md:block [&>tr:last-child]:border-b-0">
            {entries.map((entry) => (
              <EntryRow
                key={entry.id}
                entry={entry}
                viewer={viewer}
                links={links}
                isOpen={entry.id === openId}
              />
            ))}
          </TableBody>
        </Table>
        {children}
      </section>
    </TableKeys>
  );
}

import type { ReactNode } from "react";
import { columns } from "@/components/entries/columns";
import { LiveRows } from "@/components/entries/live-rows";
import type { RowPlace } from "@/components/entries/row-links";
import { RowPictures } from "@/components/entries/row-pictures";
import type { RowData } from "@/components/entries/row-told";
import type { Viewer } from "@/components/entries/viewer";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnName } from "@/lib/preferences/columns";

export function EntryTable({
  rows,
  viewer,
  client,
  place,
  caption,
  shown,
  children,
}: {
  rows: readonly RowData[];
  viewer: Viewer;
  /** The client whose page it is: its name need not stand in every row. */
  client: string | null;
  place: RowPlace;
  /** The result in a sentence: "1,284 entries, 14–21 Nov 2026, Europe/London (UTC+0)". */
  caption: string;
  /** The columns, in the order the reader likes. */
  shown: readonly ColumnName[];
  /** What stands below the rows: an empty state, or where the log ends. */
  children?: ReactNode;
}) {
  return (
    <section
      id="results"
      aria-label="Entries"
      tabIndex={-1}
      className="overflow-x-auto border-y focus:outline-none"
    >
      <RowPictures rows={rows} />
      <Table className="max-md:block md:min-w-[1020px] md:table-fixed">
        <caption className="sr-only">{caption}</caption>
        <TableHeader className="max-md:sr-only">
          <TableRow className="bg-muted">
            <TableHead className="w-10 pl-4" data-print="hide">
              <label
                data-needs-script
                className="flex size-6 items-center justify-center"
              >
                <input
                  type="checkbox"
                  data-select-all
                  autoComplete="off"
                  aria-label="Select all entries of this page"
                  className="size-4 accent-primary"
                />
              </label>
            </TableHead>
            {shown.map((name) => (
              <TableHead key={name} data-column={name} className={columns[name].width}>
                {columns[name].name}
              </TableHead>
            ))}
            <TableHead className="w-18 pr-6" data-print="hide">
              <span className="sr-only">Details</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <LiveRows
          rows={rows}
          shown={shown}
          place={place}
          clientNames={client === null ? viewer.clientNames : null}
          now={viewer.now}
        />
      </Table>
      {children}
    </section>
  );
}

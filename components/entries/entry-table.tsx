import type { ReactNode } from "react";
import { columns } from "@/components/entries/entry-cells";
import { EntryRow } from "@/components/entries/entry-row";
import { LiveRows } from "@/components/entries/live-rows";
import { RowPictures } from "@/components/entries/row-marks";
import type { EntryLinks, Viewer } from "@/components/entries/viewer";
import { Table, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Entry } from "@/lib/entries/model";
import type { ColumnName } from "@/lib/preferences/model";

export function EntryTable({
  entries,
  viewer,
  links,
  caption,
  shown,
  children,
}: {
  entries: Entry[];
  viewer: Viewer;
  links: EntryLinks;
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
      <RowPictures entries={entries} />
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
          columnCount={shown.length + 2}
          rows={entries.map((entry) => ({
            id: entry.id,
            idx: entry.idx,
            row: (
              <EntryRow
                key={entry.id}
                entry={entry}
                viewer={viewer}
                links={links}
                shown={shown}
              />
            ),
          }))}
        />
      </Table>
      {children}
    </section>
  );
}

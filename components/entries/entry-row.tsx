import { columns } from "@/components/entries/entry-cells";
import {
  type EntryLinks,
  nameOfClient,
  rowIdOf,
  type Viewer,
} from "@/components/entries/viewer";
import { TableCell, TableRow } from "@/components/ui/table";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { showHidden } from "@/lib/entries/visible-text";
import { isAltered } from "@/lib/incidents/model";
import type { ColumnName } from "@/lib/preferences/model";

// On a phone the same row is a card, and the link at its end covers it.
const cardRow =
  "max-md:relative max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:gap-y-1 " +
  "max-md:px-4 max-md:py-3";
const cardCell =
  "max-md:block max-md:min-w-0 max-md:p-0 in-data-[density=compact]:py-0.5";
const state = "hover:bg-muted has-focus-visible:bg-muted data-[state=selected]:bg-accent";
const alteredRail = "data-altered:shadow-[inset_4px_0_0_var(--seal-bad)]";

export function EntryRow({
  entry,
  viewer,
  links,
  shown,
}: {
  entry: Entry;
  viewer: Viewer;
  links: EntryLinks;
  shown: readonly ColumnName[];
}) {
  const sentence = showHidden(describeEntry(entry, nameOfClient(viewer, entry.client)));
  return (
    <TableRow
      data-entry={entry.id}
      data-altered={isAltered(entry.idx, viewer.altered ?? []) ? "" : undefined}
      className={`${cardRow} ${state} ${alteredRail} has-[[data-select]:checked]:bg-accent`}
    >
      <TableCell className="w-10 pl-4 max-md:hidden" data-print="hide">
        <label data-needs-script className="flex size-6 items-center justify-center">
          <input
            type="checkbox"
            data-select={entry.id}
            autoComplete="off"
            aria-label={`Select: ${sentence}`}
            className="size-4 accent-primary"
          />
        </label>
      </TableCell>
      {shown.map((name) => {
        const { className, render: Cell } = columns[name];
        return (
          <TableCell key={name} data-column={name} className={`${cardCell} ${className}`}>
            <Cell entry={entry} viewer={viewer} links={links} />
          </TableCell>
        );
      })}
      <TableCell
        className={`${cardCell} max-md:absolute max-md:inset-0 md:pr-6 md:text-right`}
        data-print="hide"
      >
        <a
          id={rowIdOf(entry.id)}
          href={links.details(entry)}
          data-details={entry.id}
          className="text-primary underline-offset-2 hover:underline max-md:absolute max-md:inset-0 max-md:text-transparent"
        >
          Details<span className="sr-only">: {sentence}</span>
        </a>
      </TableCell>
    </TableRow>
  );
}

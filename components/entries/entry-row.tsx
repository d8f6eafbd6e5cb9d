import type { ComponentProps } from "react";
import { columns } from "@/components/entries/entry-cells";
import {
  type EntryLinks,
  nameOfClient,
  rowIdOf,
  type Viewer,
} from "@/components/entries/viewer";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { showHidden } from "@/lib/entries/visible-text";
import { isAltered } from "@/lib/incidents/model";
import type { ColumnName } from "@/lib/preferences/model";

// Spelled out because rows shown as a grid lose their roles in some browsers.
const asRow = { role: "row" };
const asCell = { role: "cell" };

/** Plain elements on purpose: rows.css says once what each of them looks like. */
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
    <tr
      {...asRow}
      className="entry"
      data-entry={entry.id}
      {...(isAltered(entry.idx, viewer.altered ?? []) ? { "data-altered": "" } : {})}
    >
      <Cell className="tick" data-print="hide">
        <label data-needs-script>
          <input
            type="checkbox"
            data-select
            autoComplete="off"
            aria-label={`Select: ${sentence}`}
          />
        </label>
      </Cell>
      {shown.map((name) => {
        const { render: Content } = columns[name];
        return (
          <Cell key={name} data-column={name}>
            <Content entry={entry} viewer={viewer} links={links} />
          </Cell>
        );
      })}
      <Cell className="open" data-print="hide">
        <a id={rowIdOf(entry.id)} href={links.details(entry)} data-details={entry.id}>
          Details<span className="sr-only">{`: ${sentence}`}</span>
        </a>
      </Cell>
    </tr>
  );
}

function Cell(props: ComponentProps<"td"> & { "data-column"?: string }) {
  return <td {...asCell} {...props} />;
}

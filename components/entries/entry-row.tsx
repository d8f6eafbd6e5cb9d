import type { ComponentProps } from "react";
import { type CellProps, cells } from "@/components/entries/row-cells";
import { rowIdOf } from "@/components/entries/viewer";
import type { ColumnName } from "@/lib/preferences/columns";

// Spelled out because rows shown as a grid lose their roles in some browsers.
const asRow = { role: "row" };
const asCell = { role: "cell" };

/** Plain elements on purpose: rows.css says once what each of them looks like. */
export function EntryRow({
  shown,
  ...props
}: CellProps & { shown: readonly ColumnName[] }) {
  const { row, links } = props;
  const { id, told } = row;
  return (
    <tr
      {...asRow}
      className="entry"
      data-entry={id}
      {...(told.isAltered ? { "data-altered": "" } : {})}
    >
      <Cell className="tick" data-print="hide">
        <label data-needs-script>
          <input
            type="checkbox"
            data-select
            autoComplete="off"
            aria-label={`Select: ${told.sentence}`}
          />
        </label>
      </Cell>
      {shown.map((name) => {
        const Content = cells[name];
        return (
          <Cell key={name} data-column={name}>
            <Content {...props} />
          </Cell>
        );
      })}
      <Cell className="open" data-print="hide">
        <a id={rowIdOf(id)} href={links.details(id)} data-details={id}>
          Details<span className="sr-only">{`: ${told.sentence}`}</span>
        </a>
      </Cell>
    </tr>
  );
}

function Cell(props: ComponentProps<"td"> & { "data-column"?: string }) {
  return <td {...asCell} {...props} />;
}

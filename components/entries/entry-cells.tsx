import type { ReactNode } from "react";
import { AlteredMark } from "@/components/entries/altered-mark";
import { ChangeSummary } from "@/components/entries/change-summary";
import { EntityCell } from "@/components/entries/entity-cell";
import { HostileText } from "@/components/entries/hostile-text";
import { PivotLink } from "@/components/entries/pivot-link";
import { RowOutcome, RowVerb } from "@/components/entries/row-marks";
import { ClaimedTime, RowTime } from "@/components/entries/time-stamp";
import { type EntryLinks, nameOfClient, type Viewer } from "@/components/entries/viewer";
import { titleWhere } from "@/components/entries/whole-title";
import { labelActor } from "@/lib/catalogue/actor-label";
import { fields } from "@/lib/entries/fields";
import type { Entry } from "@/lib/entries/model";
import type { ColumnName } from "@/lib/preferences/model";

type CellProps = { entry: Entry; viewer: Viewer; links: EntryLinks };

type Column = {
  name: string;
  /** Of the column, on a desktop. */
  width: string;
  render: (props: CellProps) => ReactNode;
};

/** The columns a reader may choose from; rows.css says what a card on a phone shows. */
export const columns: Record<ColumnName, Column> = {
  when: {
    name: "When",
    width: "w-28",
    render: ({ entry, viewer }) => (
      <>
        <AlteredMark entry={entry} viewer={viewer} />
        <RowTime at={entry.recorded_at} viewer={viewer} client={entry.client} />
        <ClaimedTime entry={entry} viewer={viewer} />
      </>
    ),
  },
  who: {
    name: "Who",
    width: "w-[12%]",
    render: Who,
  },
  action: {
    name: "Action",
    width: "w-[13%]",
    render: ({ entry }) => (
      <>
        <RowVerb verb={entry.verb} />
        <span className="below code" title={titleWhere(entry.action)}>
          {entry.action}
        </span>
      </>
    ),
  },
  entity: {
    name: "Entity",
    width: "w-[15%]",
    render: EntityCell,
  },
  client: {
    name: "Client",
    width: "w-36",
    render: ({ entry, viewer, links }) => (
      <Value
        value={nameOfClient(viewer, entry.client)}
        copied={entry.client}
        terms={entry.client === null ? null : { client: entry.client }}
        links={links}
      />
    ),
  },
  changes: {
    name: "What changed",
    width: "",
    render: ({ entry }) => <ChangeSummary entry={entry} />,
  },
  ip: {
    name: "IP",
    width: "w-27",
    render: ({ entry: { context }, links }) => (
      <Value
        value={context.ip}
        terms={context.ip === null ? null : { ip: context.ip }}
        links={links}
        isCode
      />
    ),
  },
  outcome: {
    name: "Outcome",
    width: "w-22",
    render: ({ entry }) => <RowOutcome outcome={entry.outcome} />,
  },
  source: {
    name: "Source",
    width: "w-28",
    render: ({ entry, links }) => (
      <>
        <Value
          value={fields.source.describe(entry.source)}
          copied={entry.source}
          terms={{ source: entry.source }}
          links={links}
        />
        {entry.vendor !== null && (
          <span className="below">
            <HostileText text={entry.vendor} />
          </span>
        )}
      </>
    ),
  },
  session: {
    name: "Session",
    width: "w-32",
    render: ({ entry: { context }, links }) => (
      <Value
        value={context.session_id}
        terms={context.session_id === null ? null : { session: context.session_id }}
        links={links}
        isCode
      />
    ),
  },
  request: {
    name: "Request",
    width: "w-32",
    render: ({ entry: { context }, links }) => (
      <Value
        value={context.request_id}
        terms={context.request_id === null ? null : { request: context.request_id }}
        links={links}
        isCode
      />
    ),
  },
  number: {
    name: "Number",
    width: "w-24",
    render: ({ entry }) => (
      <span className="tabular-nums">#{entry.idx.toLocaleString("en-GB")}</span>
    ),
  },
};

function Who({ entry, links }: CellProps) {
  const { actor } = entry;
  const label = labelActor(actor);
  const below = actor.email && actor.email !== label ? actor.email : null;
  const term = actor.type === "system" ? "system" : (actor.id ?? actor.email);
  return (
    <>
      <PivotLink
        href={term === null ? null : links.only({ actor: term })}
        terms={term === null ? null : { actor: term }}
        text={actor.email ?? label}
        title={titleWhere(label)}
        className="value"
      >
        <HostileText text={label} />
      </PivotLink>
      {below !== null && (
        <span className="below" title={titleWhere(below)}>
          <HostileText text={below} />
        </span>
      )}
    </>
  );
}

function Value({
  value,
  copied = value,
  terms,
  links,
  isCode = false,
}: {
  value: string | null;
  copied?: string | null;
  terms: Parameters<EntryLinks["only"]>[0] | null;
  links: EntryLinks;
  isCode?: boolean;
}) {
  if (value === null || terms === null) {
    return <span className="none">—</span>;
  }
  return (
    <PivotLink
      href={links.only(terms)}
      terms={terms}
      text={copied ?? value}
      title={titleWhere(value)}
      className={isCode ? "value code" : "value"}
    >
      <HostileText text={value} />
    </PivotLink>
  );
}

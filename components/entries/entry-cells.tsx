import type { ReactNode } from "react";
import { AlteredMark } from "@/components/entries/altered-mark";
import { ChangeSummary } from "@/components/entries/change-summary";
import { EntityCell } from "@/components/entries/entity-cell";
import { ErasedMark } from "@/components/entries/erased-values";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { PivotLink } from "@/components/entries/pivot-link";
import { ClaimedTime, TimeStamp } from "@/components/entries/time-stamp";
import { VerbBadge } from "@/components/entries/verb-badge";
import { type EntryLinks, nameOfClient, type Viewer } from "@/components/entries/viewer";
import { labelActor } from "@/lib/catalogue/actor-label";
import { fields } from "@/lib/entries/fields";
import type { Entry } from "@/lib/entries/model";
import { showHidden } from "@/lib/entries/visible-text";
import type { ColumnName } from "@/lib/preferences/model";

type CellProps = { entry: Entry; viewer: Viewer; links: EntryLinks };

type Column = {
  name: string;
  /** Of the column, on a desktop. */
  width: string;
  /** Of the cell: where it stands in a phone's card. */
  className: string;
  render: (props: CellProps) => ReactNode;
};

const second =
  "block truncate text-muted-foreground text-xs in-data-[density=compact]:hidden";
const pivot = "block truncate focus-visible:whitespace-normal max-md:pointer-events-none";

/** The columns a reader may choose from; what a card on a phone shows stays the same. */
export const columns: Record<ColumnName, Column> = {
  when: {
    name: "When",
    width: "w-28",
    className: "max-md:order-5 max-md:text-muted-foreground",
    render: ({ entry, viewer }) => (
      <>
        <AlteredMark entry={entry} viewer={viewer} />
        <TimeStamp at={entry.recorded_at} viewer={viewer} client={entry.client} />
        <ClaimedTime entry={entry} viewer={viewer} />
        <ErasedMark entry={entry} />
      </>
    ),
  },
  who: {
    name: "Who",
    width: "w-[12%]",
    className: "max-md:order-1 max-md:font-medium",
    render: Who,
  },
  action: {
    name: "Action",
    width: "w-[13%]",
    className: "max-md:order-2 max-md:text-right",
    render: ({ entry }) => (
      <>
        <VerbBadge verb={entry.verb} />
        <span className={`${second} font-mono max-md:hidden`} title={entry.action}>
          {entry.action}
        </span>
      </>
    ),
  },
  entity: {
    name: "Entity",
    width: "w-[15%]",
    className: "max-md:order-3 max-md:col-span-2",
    render: EntityCell,
  },
  client: {
    name: "Client",
    width: "w-36",
    className: "max-md:hidden",
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
    className:
      "max-md:order-4 max-md:col-span-2 md:in-data-[density=compact]:[&>*+*]:hidden",
    render: ({ entry }) => <ChangeSummary entry={entry} />,
  },
  ip: {
    name: "IP",
    width: "w-27",
    className: "max-md:hidden",
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
    className: "max-md:order-6 max-md:text-right",
    render: ({ entry }) => <OutcomeMark outcome={entry.outcome} />,
  },
  source: {
    name: "Source",
    width: "w-28",
    className: "max-md:hidden",
    render: ({ entry, links }) => (
      <>
        <Value
          value={fields.source.describe(entry.source)}
          copied={entry.source}
          terms={{ source: entry.source }}
          links={links}
        />
        {entry.vendor !== null && (
          <span className={second}>
            <HostileText text={entry.vendor} />
          </span>
        )}
      </>
    ),
  },
  session: {
    name: "Session",
    width: "w-32",
    className: "max-md:hidden",
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
    className: "max-md:hidden",
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
    className: "max-md:hidden",
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
        title={showHidden(label)}
        className={pivot}
      >
        <HostileText text={label} />
      </PivotLink>
      {below !== null && (
        <span className={`${second} max-md:hidden`} title={showHidden(below)}>
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
    return <span className="text-muted-foreground">—</span>;
  }
  return (
    <PivotLink
      href={links.only(terms)}
      terms={terms}
      text={copied ?? value}
      title={showHidden(value)}
      className={isCode ? `${pivot} font-mono text-xs leading-5` : pivot}
    >
      <HostileText text={value} />
    </PivotLink>
  );
}

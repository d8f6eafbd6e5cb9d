import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { PivotLink, type PivotTerms } from "@/components/entries/pivot-link";
import { RelativeTime } from "@/components/entries/relative-time";
import { RowChanges } from "@/components/entries/row-changes";
import type { RowLinks } from "@/components/entries/row-links";
import { RowOutcome, RowVerb } from "@/components/entries/row-marks";
import type { RowData } from "@/components/entries/row-told";
import { titleWhere } from "@/components/entries/whole-title";
import type { ColumnName } from "@/lib/preferences/columns";

export type CellProps = {
  row: RowData;
  links: RowLinks;
  /** What clients are called, by slug; null where the whole page is about one of them. */
  clientNames: Readonly<Record<string, string>> | null;
  /** The server's clock when the page was made. */
  now: number;
};

/** What stands in each column; rows.css says what of it a card on a phone shows. */
export const cells: Record<ColumnName, (props: CellProps) => ReactNode> = {
  when: When,
  who: Who,
  action: ({ row: { told, action } }) => (
    <>
      <RowVerb verb={told.verb} />
      <Below text={action} isCode />
    </>
  ),
  entity: Entity,
  client: ({ row: { client }, links, clientNames }) => (
    <Value
      text={client && (clientNames?.[client] ?? client)}
      copied={client}
      terms={client === null ? null : { client }}
      links={links}
    />
  ),
  changes: ({ row }) => <RowChanges told={row.told} />,
  ip: ({ row, links }) => <Code name="ip" text={row.context.ip} links={links} />,
  outcome: ({ row }) => <RowOutcome outcome={row.outcome} />,
  source: ({ row: { told, source, vendor }, links }) => (
    <>
      <Value text={told.source} copied={source} terms={{ source }} links={links} />
      {vendor && <Below text={vendor} />}
    </>
  ),
  session: ({ row, links }) => (
    <Code name="session" text={row.context.session_id} links={links} />
  ),
  request: ({ row, links }) => (
    <Code name="request" text={row.context.request_id} links={links} />
  ),
  number: ({ row }) => <>#{row.idx.toLocaleString("en-GB")}</>,
};

function When({ row: { told, recorded_at }, now }: CellProps) {
  const { when, claim } = told;
  return (
    <>
      {told.isAltered && (
        <span data-slot="badge" className="mark altered">
          ALTERED
        </span>
      )}
      <time dateTime={when.iso} title={when.title}>
        <span>
          {told.isRecent ? (
            <RelativeTime at={recorded_at} now={now} otherwise={when.date} />
          ) : (
            when.date
          )}
        </span>
        <span className="below">{when.clock}</span>
      </time>
      {claim && (
        <span data-slot="badge" className="mark" title={claim.title}>
          {claim.text}
        </span>
      )}
      {told.erased && (
        <span data-slot="badge" className="mark" title={told.erased}>
          Erased<span className="sr-only">: {told.erased}</span>
        </span>
      )}
    </>
  );
}

function Who({ row: { actor, told }, links }: CellProps) {
  const label = told.who ?? actor.name ?? "";
  const term = actor.type === "system" ? "system" : (actor.id ?? actor.email);
  return (
    <>
      <Value
        text={label}
        copied={actor.email ?? label}
        terms={term === null ? null : { actor: term }}
        links={links}
      />
      {actor.email && actor.email !== label && <Below text={actor.email} />}
    </>
  );
}

/** The record on the first line; what it is called and whose it is on the second. */
function Entity({ row, links, clientNames }: CellProps) {
  const { target: own, targets = [], told, client: slug } = row;
  const target = own ?? targets[0];
  const client = slug && clientNames && (clientNames[slug] ?? slug);
  if (!target || !told.entity) return <span className="none">{client ?? "—"}</span>;
  const { type, id } = target;
  const isItself = type === "client" && target.name === client;
  const below = [told.entity.name, isItself ? null : client].filter(Boolean).join(" · ");
  const othersCount = Math.max(targets.length - 1, 0);
  return (
    <>
      <Value
        text={told.entity.label}
        copied={id ?? target.name ?? type}
        terms={id === null ? { entity: type } : { entity: type, id }}
        links={links}
        more={othersCount > 0 ? ` +${othersCount.toLocaleString("en-GB")}` : null}
      />
      {told.isDeletedSince && (
        <span data-slot="badge" className="mark">
          deleted since
        </span>
      )}
      {below !== "" && <Below text={below} />}
    </>
  );
}

function Below({ text, isCode = false }: { text: string; isCode?: boolean }) {
  const title = titleWhere(text);
  return (
    <span className={isCode ? "below code" : "below"} {...(title ? { title } : {})}>
      <HostileText text={text} />
    </span>
  );
}

function Code({
  name,
  text,
  links,
}: {
  name: "ip" | "session" | "request";
  text: string | null;
  links: RowLinks;
}) {
  const terms = text === null ? null : { [name]: text };
  return (
    <Value text={text} copied={text} terms={terms} links={links} look="value code" />
  );
}

function Value({
  text,
  copied,
  terms,
  links,
  look = "value",
  more = null,
}: {
  text: string | null;
  copied: string | null;
  terms: PivotTerms | null;
  links: RowLinks;
  look?: string;
  more?: string | null;
}) {
  if (text === null) return <span className="none">—</span>;
  return (
    <PivotLink
      href={terms && links.only(terms)}
      terms={terms}
      text={copied ?? text}
      title={titleWhere(text)}
      className={look}
    >
      <HostileText text={text} />
      {more}
    </PivotLink>
  );
}

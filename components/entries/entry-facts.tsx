import type { ReactNode } from "react";
import { CopyButton } from "@/components/entries/copy-button";
import { ExplainedLater } from "@/components/entries/explained-later";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { PivotLink, type PivotTerms } from "@/components/entries/pivot-link";
import { ClaimedTime, TimeStamp } from "@/components/entries/time-stamp";
import {
  type EntryLinks,
  nameOfClient,
  type Viewer,
  zoneOf,
} from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import { labelActor } from "@/lib/catalogue/actor-label";
import { labelTarget } from "@/lib/catalogue/target-label";
import type { Entry, Target } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import type { Explanation } from "@/lib/explanations/model";

const onward = "text-primary text-xs underline-offset-2 hover:underline";

type Props = { entry: Entry; viewer: Viewer; links: EntryLinks };

export function EntryFacts({
  entry,
  viewer,
  links,
  device,
  deletedSince,
  explanations,
}: Props & {
  device: string | null;
  deletedSince: string | null;
  explanations: Explanation[];
}) {
  const { ip, user_agent, session_id, request_id } = entry.context;
  return (
    <dl className="grid gap-3 text-sm">
      <When entry={entry} viewer={viewer} />
      <Who entry={entry} links={links} />
      {entry.target !== null && (
        <Entity target={entry.target} links={links}>
          {deletedSince !== null && <DeletedSince at={deletedSince} viewer={viewer} />}
        </Entity>
      )}
      <OfClient entry={entry} viewer={viewer} links={links} />
      <Fact name="Outcome">
        <OutcomeMark outcome={entry.outcome} />
        {entry.reason !== null && (
          <HostileText text={entry.reason} keepLines className="block" />
        )}
      </Fact>
      {explanations.length > 0 && (
        <Fact name="Explained later">
          {explanations.map((one) => (
            <ExplainedLater key={one.entryId} explanation={one} viewer={viewer} />
          ))}
        </Fact>
      )}
      {(ip ?? user_agent) !== null && (
        <Fact name="From">
          {ip !== null && (
            <Identifier value={ip} name="IP" terms={{ ip }} links={links} />
          )}
          {user_agent !== null && (
            <span className="block text-muted-foreground">
              <HostileText text={device ?? user_agent} />
            </span>
          )}
        </Fact>
      )}
      {session_id !== null && (
        <Fact name="Session">
          <Identifier
            value={session_id}
            name="session"
            terms={{ session: session_id }}
            links={links}
          />
          <a href={`/sessions/${encodeURIComponent(session_id)}`} className={onward}>
            Session story
          </a>
        </Fact>
      )}
      {request_id !== null && (
        <Fact name="Request">
          <Identifier
            value={request_id}
            name="request"
            terms={{ request: request_id }}
            links={links}
          />
        </Fact>
      )}
    </dl>
  );
}

function OfClient({ entry: { client }, viewer, links }: Props) {
  return (
    <Fact name="Client">
      {client === null ? (
        <span className="text-muted-foreground">None, internal</span>
      ) : (
        <PivotLink href={links.only({ client })} terms={{ client }} text={client}>
          <HostileText text={nameOfClient(viewer, client) ?? ""} />
        </PivotLink>
      )}
    </Fact>
  );
}

function DeletedSince({ at, viewer }: { at: string; viewer: Viewer }) {
  const { day, clock } = describeMoment(at, viewer.zone);
  return (
    <Badge tone="quiet" className="whitespace-normal">
      deleted since, {day} {clock}
    </Badge>
  );
}

function Entity({
  target,
  links,
  children,
}: {
  target: Target;
  links: EntryLinks;
  children: ReactNode;
}) {
  return (
    <Fact name="Entity">
      <PivotLink
        href={links.only(termsOf(target))}
        terms={termsOf(target)}
        text={target.id ?? target.name ?? target.type}
      >
        <HostileText text={labelTarget(target)} />
      </PivotLink>
      {target.id !== null && (
        <a
          href={`/records/${encodeURIComponent(target.type)}/${encodeURIComponent(target.id)}`}
          className={`${onward} ml-2`}
        >
          History
        </a>
      )}
      {children}
    </Fact>
  );
}

function When({ entry, viewer }: { entry: Entry; viewer: Viewer }) {
  const moment = describeMoment(entry.recorded_at, zoneOf(viewer, entry.client));
  return (
    <Fact name="When">
      <span className="flex items-center justify-between gap-1">
        <span className="tabular-nums">
          {moment.day} {moment.preciseClock} {moment.zoneName}
        </span>
        <CopyButton text={moment.iso} label="Copy time" />
      </span>
      <TimeStamp
        at={entry.recorded_at}
        viewer={viewer}
        client={entry.client}
        className="block text-muted-foreground [&>span:last-child]:hidden"
      />
      <ClaimedTime entry={entry} viewer={viewer} />
    </Fact>
  );
}

function Who({ entry, links }: { entry: Entry; links: EntryLinks }) {
  const { actor } = entry;
  const term = actor.type === "system" ? "system" : (actor.id ?? actor.email);
  const label = labelActor(actor);
  return (
    <Fact name="Who">
      <PivotLink
        href={term === null ? null : links.only({ actor: term })}
        terms={term === null ? null : { actor: term }}
        text={actor.email ?? label}
      >
        <HostileText text={label} />
      </PivotLink>
      {actor.email !== null && actor.email !== label && (
        <HostileText text={actor.email} className="block text-muted-foreground" />
      )}
      {actor.role !== null && (
        <span className="block text-muted-foreground">
          <HostileText text={actor.role} className="capitalize" /> at the time
        </span>
      )}
    </Fact>
  );
}

function Identifier({
  value,
  name,
  terms,
  links,
}: {
  value: string;
  name: string;
  terms: PivotTerms;
  links: EntryLinks;
}) {
  return (
    <span className="flex items-center justify-between gap-1">
      <PivotLink
        href={links.only(terms)}
        terms={terms}
        text={value}
        className="min-w-0 font-mono text-xs leading-5 break-all"
      >
        <HostileText text={value} />
      </PivotLink>
      <CopyButton text={value} label={`Copy ${name}`} />
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[4.5rem_1fr] gap-x-2">
      <dt className="text-muted-foreground text-xs leading-5">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function termsOf({ type, id }: { type: string; id: string | null }) {
  return id === null ? { entity: type } : { entity: type, id };
}

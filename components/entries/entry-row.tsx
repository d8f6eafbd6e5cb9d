import Link from "next/link";
import { AlteredMark } from "@/components/entries/altered-mark";
import { ChangeSummary } from "@/components/entries/change-summary";
import { EntityCell } from "@/components/entries/entity-cell";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { PivotLink } from "@/components/entries/pivot-link";
import { ClaimedTime, TimeStamp } from "@/components/entries/time-stamp";
import { VerbBadge } from "@/components/entries/verb-badge";
import {
  type EntryLinks,
  nameOfClient,
  rowIdOf,
  type Viewer,
} from "@/components/entries/viewer";
import { TableCell, TableRow } from "@/components/ui/table";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { showHidden } from "@/lib/entries/visible-text";
import { isAltered } from "@/lib/incidents/model";

// On a phone the same row is a card, and the link at its end covers it.
const cardRow =
  "max-md:relative max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:gap-y-1 " +
  "max-md:px-4 max-md:py-3";
const cardCell = "max-md:block max-md:min-w-0 max-md:p-0 md:first:pl-6 md:last:pr-6";
const wide = "max-md:col-span-2";
const second = "block truncate text-muted-foreground text-xs";

export function EntryRow({
  entry,
  viewer,
  links,
  isOpen,
}: {
  entry: Entry;
  viewer: Viewer;
  links: EntryLinks;
  isOpen: boolean;
}) {
  const sentence = showHidden(describeEntry(entry, nameOfClient(viewer, entry.client)));
  return (
    <TableRow
      data-entry={entry.id}
      data-state={isOpen ? "selected" : undefined}
      data-altered={isAltered(entry.idx, viewer.altered ?? []) ? "" : undefined}
      className={`${cardRow} hover:bg-muted has-focus-visible:bg-muted data-[state=selected]:bg-accent data-altered:shadow-[inset_4px_0_0_var(--seal-bad)]`}
    >
      <TableCell className={`${cardCell} max-md:order-5 max-md:text-muted-foreground`}>
        <AlteredMark entry={entry} viewer={viewer} />
        <TimeStamp at={entry.recorded_at} viewer={viewer} />
        <ClaimedTime entry={entry} viewer={viewer} />
      </TableCell>
      <TableCell className={`${cardCell} max-md:order-1 max-md:font-medium`}>
        <Who entry={entry} links={links} />
      </TableCell>
      <TableCell className={`${cardCell} max-md:order-2 max-md:text-right`}>
        <VerbBadge verb={entry.verb} />
        <span className={`${second} font-mono max-md:hidden`} title={entry.action}>
          {entry.action}
        </span>
      </TableCell>
      <TableCell className={`${cardCell} ${wide} max-md:order-3`}>
        <EntityCell entry={entry} viewer={viewer} links={links} />
      </TableCell>
      <TableCell className={`${cardCell} ${wide} max-md:order-4`}>
        <ChangeSummary entry={entry} />
      </TableCell>
      <TableCell className={`${cardCell} max-md:order-7 max-md:hidden`}>
        <Address entry={entry} links={links} />
      </TableCell>
      <TableCell className={`${cardCell} max-md:order-6 max-md:text-right`}>
        <OutcomeMark outcome={entry.outcome} />
      </TableCell>
      <TableCell className={`${cardCell} max-md:absolute max-md:inset-0 md:text-right`}>
        <Link
          id={rowIdOf(entry.id)}
          href={links.details(entry)}
          scroll={false}
          prefetch={false}
          className="text-primary underline-offset-2 hover:underline max-md:absolute max-md:inset-0 max-md:text-transparent"
        >
          Details<span className="sr-only">: {sentence}</span>
        </Link>
      </TableCell>
    </TableRow>
  );
}

function Who({ entry, links }: { entry: Entry; links: EntryLinks }) {
  const { actor } = entry;
  const label = labelActor(actor);
  const below = actor.email && actor.email !== label ? actor.email : null;
  const term = actor.type === "system" ? "system" : (actor.id ?? actor.email);
  return (
    <>
      <PivotLink
        href={term === null ? null : links.only({ actor: term })}
        title={showHidden(label)}
        className="block truncate focus-visible:whitespace-normal max-md:pointer-events-none"
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

function Address({ entry, links }: { entry: Entry; links: EntryLinks }) {
  const { ip } = entry.context;
  if (ip === null) return <span className="text-muted-foreground">—</span>;
  return (
    <PivotLink
      href={links.only({ ip })}
      title={ip}
      className="block truncate font-mono text-xs leading-5 focus-visible:whitespace-normal"
    >
      {ip}
    </PivotLink>
  );
}

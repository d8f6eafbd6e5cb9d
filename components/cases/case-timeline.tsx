import Link from "next/link";
import type { ReactNode } from "react";
import { ChangeTable } from "@/components/entries/change-table";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { nameOfClient } from "@/components/entries/viewer";
import type { Happening } from "@/lib/cases/timeline";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";

export type TimelineViewer = {
  zone: string;
  clientNames: Readonly<Record<string, string>>;
  /** Whether entries lead into the log; a reader from outside has none. */
  hasLog: boolean;
};

const grouped = new Intl.NumberFormat("en-GB");

/** What happened, in its order: entries as sentences with what they changed, and notes. */
export function CaseTimeline({
  happenings,
  viewer,
  controls,
}: {
  happenings: Happening[];
  viewer: TimelineViewer;
  /** What can be done with a pinned entry. */
  controls?: (entryId: string, idx: number) => ReactNode;
}) {
  if (happenings.length === 0) {
    return (
      <p className="text-muted-foreground text-sm">Nothing is pinned or noted so far.</p>
    );
  }
  return (
    <ol aria-label="Timeline" className="grid max-w-4xl border-l-2">
      {happenings.map((one) => (
        <li key={keyOf(one)} className="grid break-inside-avoid gap-1 py-3 pl-4">
          <Line happening={one} viewer={viewer} />
          {one.kind !== "note" && controls?.(one.pin.entryId, one.pin.idx)}
        </li>
      ))}
    </ol>
  );
}

function keyOf(one: Happening): string {
  return one.kind === "note" ? `note-${one.note.number}` : one.pin.entryId;
}

function Line({ happening, viewer }: { happening: Happening; viewer: TimelineViewer }) {
  if (happening.kind === "entry") {
    return <EntryLine entry={happening.entry} viewer={viewer} />;
  }
  if (happening.kind === "gone") {
    return (
      <p className="text-muted-foreground text-sm">
        Entry #{grouped.format(happening.pin.idx)} was pinned and is no longer kept.
      </p>
    );
  }
  const { note, author } = happening.note;
  return (
    <>
      <Head at={happening.at} zone={viewer.zone}>
        Note by <HostileText text={author.name ?? author.email ?? "Custody"} />
      </Head>
      <p className="max-w-prose text-sm [overflow-wrap:anywhere]">
        <HostileText text={note} keepLines />
      </p>
    </>
  );
}

function EntryLine({ entry, viewer }: { entry: Entry; viewer: TimelineViewer }) {
  const { zone, hasLog } = viewer;
  const place = `#${grouped.format(entry.idx)}`;
  return (
    <>
      <Head at={entry.recorded_at} zone={zone}>
        {hasLog ? (
          <Link href={`/admin/audit-logs/${entry.id}`} className="underline">
            {place}
          </Link>
        ) : (
          place
        )}
        {", "}
        <HostileText text={labelActor(entry.actor)} />
        {entry.outcome !== "success" && <OutcomeMark outcome={entry.outcome} />}
      </Head>
      <p className="font-medium text-sm [overflow-wrap:anywhere]">
        <HostileText text={describeEntry(entry, nameOfClient(viewer, entry.client))} />
      </p>
      {entry.changes.length > 0 && <ChangeTable changes={entry.changes} />}
    </>
  );
}

function Head({ at, zone, children }: { at: string; zone: string; children: ReactNode }) {
  const { day, clock } = describeMoment(at, zone);
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs">
      <time dateTime={at} className="tabular-nums">
        {day} {clock}
      </time>
      <span>{children}</span>
    </p>
  );
}

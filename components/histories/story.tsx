import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { RowChanges } from "@/components/entries/row-changes";
import { tellChanges } from "@/components/entries/row-told";
import { ClaimedTime } from "@/components/entries/time-stamp";
import { VerbBadge } from "@/components/entries/verb-badge";
import { nameOfClient, rowIdOf, type Viewer } from "@/components/entries/viewer";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import { spellOut } from "@/lib/entries/claimed-time";
import type { Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { showHidden } from "@/lib/entries/visible-text";

type Props = {
  /** "What Alice Ng did, newest first". */
  label: string;
  entries: Entry[];
  viewer: Viewer;
  details: (entry: Entry) => string;
};

/** Entries as sentences on one thread, day by day: read from top to bottom, not scanned. */
export function Story({ label, entries, viewer, details }: Props) {
  return (
    <section aria-label={label} className="grid gap-4">
      {groupByDay(entries, viewer.zone).map(({ day, of }) => (
        <div key={`${day} ${of[0]?.id}`} className="grid gap-1">
          <h2 className="font-medium text-muted-foreground text-xs">{day}</h2>
          <ol className="border-l">
            {of.map((entry) => (
              <Step key={entry.id} entry={entry} viewer={viewer} href={details(entry)} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Step({ entry, viewer, href }: { entry: Entry; viewer: Viewer; href: string }) {
  const moment = describeMoment(entry.recorded_at, viewer.zone);
  const sentence = describeEntry(entry, nameOfClient(viewer, entry.client));
  return (
    <li className="relative grid gap-x-3 gap-y-1 py-2 pl-4 before:absolute before:top-4 before:-left-1 before:size-1.75 before:rounded-full before:bg-input hover:bg-muted md:grid-cols-[4.5rem_6.5rem_minmax(0,1fr)_auto]">
      <time
        dateTime={moment.iso}
        title={spellOut(moment, viewer.zone)}
        className="text-muted-foreground text-sm"
      >
        {moment.clock}
      </time>
      <span className="max-md:absolute max-md:top-2 max-md:right-0">
        <VerbBadge verb={entry.verb} />
      </span>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <Link
          id={rowIdOf(entry.id)}
          href={href}
          prefetch={false}
          className="underline-offset-2 hover:underline max-md:inline-block max-md:py-2"
        >
          <HostileText text={sentence} />
        </Link>{" "}
        <ClaimedTime entry={entry} viewer={viewer} />
        {entry.changes.length > 0 && (
          <span className="told block text-sm">
            <RowChanges told={tellChanges(entry)} />
          </span>
        )}
      </div>
      <span className="text-sm md:text-right">
        {entry.outcome !== "success" && <OutcomeMark outcome={entry.outcome} />}
        <span className="sr-only">{showHidden(entry.action)}</span>
      </span>
    </li>
  );
}

function groupByDay(entries: Entry[], zone: string): { day: string; of: Entry[] }[] {
  const days: { day: string; of: Entry[] }[] = [];
  for (const entry of entries) {
    const { day } = describeMoment(entry.recorded_at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.of.push(entry);
    else days.push({ day, of: [entry] });
  }
  return days;
}

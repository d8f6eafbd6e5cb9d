import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { TimeStamp } from "@/components/entries/time-stamp";
import { VerbBadge } from "@/components/entries/verb-badge";
import { nameOfClient, type Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";

/** Entries as sentences, each a link to its own page. */
export function EntryList({
  label,
  entries,
  viewer,
}: {
  label: string;
  entries: Entry[];
  viewer: Viewer;
}) {
  return (
    <ul aria-label={label} className="divide-y border-y">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="relative grid grid-cols-[6rem_minmax(0,1fr)_auto] items-start gap-x-3 px-6 py-2 text-sm hover:bg-muted max-md:grid-cols-[minmax(0,1fr)_auto] max-md:px-4"
        >
          <TimeStamp
            at={entry.recorded_at}
            viewer={viewer}
            className="max-md:order-2 max-md:col-span-2 max-md:text-muted-foreground"
          />
          <SoftLink
            href={`/admin/audit-logs/${entry.id}`}
            className="min-w-0 underline-offset-2 after:absolute after:inset-0 hover:underline [overflow-wrap:anywhere]"
          >
            <HostileText
              text={describeEntry(entry, nameOfClient(viewer, entry.client))}
            />
          </SoftLink>
          {entry.outcome === "success" ? (
            <VerbBadge verb={entry.verb} />
          ) : (
            <OutcomeMark outcome={entry.outcome} />
          )}
        </li>
      ))}
    </ul>
  );
}

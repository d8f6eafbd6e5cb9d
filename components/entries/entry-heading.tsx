import { AlteredMark } from "@/components/entries/altered-mark";
import { HostileText } from "@/components/entries/hostile-text";
import { VerbBadge } from "@/components/entries/verb-badge";
import { nameOfClient, type Viewer } from "@/components/entries/viewer";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";

/** The badge, the action's name and the number above the sentence. */
export function EntryLabel({ entry }: { entry: Entry }) {
  return (
    <p className="flex min-w-0 flex-1 items-center gap-2 text-sm">
      <VerbBadge verb={entry.verb} />
      <code className="truncate text-muted-foreground text-xs" title={entry.action}>
        {entry.action}
      </code>
      <span className="ml-auto text-muted-foreground tabular-nums">
        #{entry.idx.toLocaleString("en-GB")}
      </span>
    </p>
  );
}

export function EntrySentence({ entry, viewer }: { entry: Entry; viewer: Viewer }) {
  const text = describeEntry(entry, nameOfClient(viewer, entry.client));
  return (
    <>
      <AlteredMark entry={entry} viewer={viewer} />
      <HostileText text={text} className="line-clamp-3 [overflow-wrap:anywhere]" />
    </>
  );
}

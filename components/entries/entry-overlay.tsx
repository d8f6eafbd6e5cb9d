"use client";

import { EntryDetails } from "@/components/entries/entry-details";
import { EntryDialogFrame } from "@/components/entries/entry-dialog-frame";
import { EntryLabel, EntrySentence } from "@/components/entries/entry-heading";
import { createEntryLinks } from "@/components/entries/entry-links";
import type { Dock } from "@/components/entries/use-dock";
import type { OpenEntry } from "@/components/entries/use-open-entry";
import { rowIdOf, type Viewer } from "@/components/entries/viewer";
import { parseView } from "@/lib/entries/view";

/** One entry over the list, or beside it. */
export function EntryOverlay({
  open,
  dock,
  path,
  query,
  viewer,
  publicUrl,
  within,
}: {
  open: OpenEntry;
  dock: Dock;
  path: string;
  query: string;
  viewer: Viewer;
  publicUrl: string;
  within: string | null;
}) {
  const { id, entry, device, facts } = open;
  if (id === null) return null;
  const { view } = parseView(new URLSearchParams(query));
  const permalink = `/admin/audit-logs/${id}`;
  return (
    <EntryDialogFrame
      rowId={rowIdOf(id)}
      open={open}
      dock={dock}
      permalink={permalink}
      label={entry === null ? <Waiting open={open} /> : <EntryLabel entry={entry} />}
      title={
        entry === null ? "Audit entry" : <EntrySentence entry={entry} viewer={viewer} />
      }
    >
      {entry !== null && (
        <EntryDetails
          entry={entry}
          isWhole={open.isWhole}
          viewer={viewer}
          links={createEntryLinks(path, view)}
          permalink={`${publicUrl}${permalink}`}
          device={device}
          facts={facts}
          within={within}
          tab={open.tab}
          onTab={open.setTab}
          isNarrow={dock.isDocked}
        />
      )}
    </EntryDialogFrame>
  );
}

function Waiting({ open }: { open: OpenEntry }) {
  return (
    <p role="status" className="flex-1 text-muted-foreground text-sm">
      {open.isMissing ? "There is no such entry, or not for you." : "Loading the entry…"}
    </p>
  );
}

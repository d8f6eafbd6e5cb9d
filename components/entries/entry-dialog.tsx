import { EntryDetails, type EntryDetailsProps } from "@/components/entries/entry-details";
import { EntryDialogLazy } from "@/components/entries/entry-dialog-lazy";
import { EntryLabel, EntrySentence } from "@/components/entries/entry-heading";
import { rowIdOf } from "@/components/entries/viewer";

/** One entry over the list. Render it when the address has `e`; without it there is none. */
export function EntryDialog({
  closeHref,
  newerHref,
  olderHref,
  ...details
}: EntryDetailsProps & {
  /** The list without `e`. */
  closeHref: string;
  newerHref: string | null;
  olderHref: string | null;
}) {
  const { entry, viewer, permalink } = details;
  return (
    <EntryDialogLazy
      rowId={rowIdOf(entry.id)}
      closeHref={closeHref}
      newerHref={newerHref}
      olderHref={olderHref}
      permalink={permalink}
      label={<EntryLabel entry={entry} />}
      title={<EntrySentence entry={entry} viewer={viewer} />}
    >
      <EntryDetails key={entry.id} {...details} />
    </EntryDialogLazy>
  );
}

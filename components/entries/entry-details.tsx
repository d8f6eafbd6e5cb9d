import { ChangeTable } from "@/components/entries/change-table";
import { ContextPanel } from "@/components/entries/context-panel";
import { CopyButton } from "@/components/entries/copy-button";
import { EntryFacts } from "@/components/entries/entry-facts";
import { JsonView } from "@/components/entries/json-view";
import { ProofPanel } from "@/components/entries/proof-panel";
import { RequestPanel } from "@/components/entries/request-panel";
import { type EntryLinks, nameOfClient, type Viewer } from "@/components/entries/viewer";
import { Separator } from "@/components/ui/separator";
import { type Tab, Tabs } from "@/components/ui/tabs";
import type { Entry } from "@/lib/entries/model";
import { describeTicketNote } from "@/lib/entries/ticket-note";
import type { JsonValue } from "@/lib/proof/json-value";

export type EntryDetailsProps = {
  entry: Entry;
  viewer: Viewer;
  links: EntryLinks;
  /** The whole address of /admin/audit-logs/[id], for links and notes that leave the page. */
  permalink: string;
  /** "Firefox 146 on Windows"; null shows the user agent as it came. */
  device: string | null;
};

/** All of one entry: the same in the dialog and on its permanent page. */
export function EntryDetails({
  entry,
  viewer,
  links,
  permalink,
  device,
}: EntryDetailsProps) {
  return (
    <>
      <div className="grid md:grid-cols-[minmax(0,1fr)_280px]">
        <div className="min-w-0">
          <Tabs label="Parts of the entry" tabs={tabsOf(entry)} />
        </div>
        <div className="border-l p-4 max-md:border-t max-md:border-l-0">
          <EntryFacts entry={entry} viewer={viewer} links={links} device={device} />
          <Separator className="my-4" />
          <ProofPanel entry={entry} />
        </div>
      </div>
      <CopyBar entry={entry} viewer={viewer} permalink={permalink} device={device} />
    </>
  );
}

function CopyBar({ entry, viewer, permalink, device }: Omit<EntryDetailsProps, "links">) {
  const note = describeTicketNote(entry, {
    zone: viewer.zone,
    permalink,
    clientName: nameOfClient(viewer, entry.client),
    device,
    number: entry.idx,
  });
  return (
    <div
      data-print="hide"
      data-needs-script
      className="sticky bottom-0 flex overflow-x-auto border-t bg-popover px-1 py-1.5 md:gap-1 md:px-2"
    >
      <CopyButton text={note.plain} label="Copy as ticket note">
        Ticket note
      </CopyButton>
      <CopyButton text={note.markdown} label="Copy ticket note as Markdown">
        Markdown
      </CopyButton>
      <CopyButton text={permalink} label="Copy link">
        Link
      </CopyButton>
      <CopyButton text={JSON.stringify(entry, null, 2)} label="Copy JSON">
        JSON
      </CopyButton>
    </div>
  );
}

/** What tells most comes first: without a changed field that is the entry itself. */
function tabsOf(entry: Entry): Tab[] {
  const changes: Tab = {
    name: "changes",
    label: `Changes (${entry.changes.length})`,
    panel: <ChangeTable changes={entry.changes} />,
  };
  const json: Tab = {
    name: "json",
    label: "JSON",
    panel: <JsonView value={jsonOf(entry)} label="entry" />,
  };
  const request: Tab = {
    name: "request",
    label: "Request",
    panel: <RequestPanel entry={entry} />,
  };
  const context: Tab = {
    name: "context",
    label: "Context",
    panel: <ContextPanel entry={entry} />,
  };
  const hasRequest = entry.request !== null || entry.response !== null;
  const sent = hasRequest ? [request] : [];
  if (entry.changes.length > 0) return [changes, json, ...sent, context];
  return [...sent, json, context, changes];
}

function jsonOf(entry: Entry): JsonValue {
  return JSON.parse(JSON.stringify(entry));
}

"use client";

import { useState } from "react";
import { AroundPanel } from "@/components/entries/around-panel";
import { ChangeTable } from "@/components/entries/change-table";
import { ContextPanel } from "@/components/entries/context-panel";
import { CopyButton } from "@/components/entries/copy-button";
import { EntryFacts } from "@/components/entries/entry-facts";
import { ErasedValueList } from "@/components/entries/erased-values";
import { JsonView } from "@/components/entries/json-view";
import { ProofPanel } from "@/components/entries/proof-panel";
import { RequestPanel } from "@/components/entries/request-panel";
import {
  type EntryLinks,
  nameOfClient,
  noteZoneOf,
  type Viewer,
} from "@/components/entries/viewer";
import { cn } from "@/components/ui/class-names";
import { Separator } from "@/components/ui/separator";
import { type Tab, Tabs } from "@/components/ui/tabs";
import type { Entry } from "@/lib/entries/model";
import { describeTicketNote } from "@/lib/entries/ticket-note";
import type { OpeningFacts } from "@/lib/openings/model";
import type { JsonValue } from "@/lib/proof/json-value";

export type EntryDetailsProps = {
  entry: Entry;
  /** False while only what the row knew is here. */
  isWhole?: boolean;
  viewer: Viewer;
  links: EntryLinks;
  /** The whole address of /admin/audit-logs/[id], for links and notes that leave the page. */
  permalink: string;
  /** "Firefox 146 on Windows"; null shows the user agent as it came. */
  device: string | null;
  /** What is known besides, once it is here. */
  facts: OpeningFacts | null;
  /** The client whose pages these are, when they are one client's. */
  within?: string | null;
  tab?: string | null;
  onTab?: (name: string) => void;
  isNarrow?: boolean;
};

/** All of one entry: the same in the dialog and on its permanent page. */
export function EntryDetails(props: EntryDetailsProps) {
  const { entry, viewer, links, device, facts, tab, onTab } = props;
  const { isNarrow = false, isWhole = true } = props;
  const [own, setOwn] = useState<string | null>(null);
  const shown = tab ?? own;
  return (
    <>
      <ErasedValueList entry={entry} />
      <div className={cn("grid", !isNarrow && "md:grid-cols-[minmax(0,1fr)_280px]")}>
        <div className="min-w-0">
          <Tabs
            label="Parts of the entry"
            tabs={tabsOf(props, shown === "around")}
            chosen={shown}
            onChoose={onTab ?? setOwn}
          />
        </div>
        <div
          className={cn(
            "border-l p-4 max-md:border-t max-md:border-l-0",
            isNarrow && "border-t border-l-0",
          )}
        >
          <EntryFacts
            entry={entry}
            viewer={viewer}
            links={links}
            device={device}
            deletedSince={facts?.deletedSince ?? null}
            explanations={facts?.explanations ?? []}
          />
          <Separator className="my-4" />
          <ProofPanel entry={entry} viewer={viewer} isWhole={isWhole} facts={facts} />
          {facts?.mayPin && (
            <a
              href={`/evidence/cases/pin?entry=${entry.id}`}
              data-print="hide"
              className="mt-4 block w-fit text-sm underline"
            >
              Pin to a case
            </a>
          )}
        </div>
      </div>
      {isWhole && <CopyBar {...props} />}
    </>
  );
}

function CopyBar({ entry, viewer, permalink, device }: EntryDetailsProps) {
  const note = describeTicketNote(entry, {
    zone: noteZoneOf(viewer, entry.client),
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
      <CopyButton text={note.plain} label="Copy as ticket note (n)">
        Ticket note
      </CopyButton>
      <CopyButton text={note.markdown} label="Copy ticket note as Markdown">
        Markdown
      </CopyButton>
      <CopyButton text={permalink} label="Copy link (c)">
        Link
      </CopyButton>
      <CopyButton text={JSON.stringify(entry, null, 2)} label="Copy JSON (y)">
        JSON
      </CopyButton>
      <CopyButton text={callOf(entry, permalink)} label="Copy as API call (curl)">
        API call
      </CopyButton>
    </div>
  );
}

function callOf({ id }: Entry, permalink: string): string {
  const origin = permalink.slice(0, permalink.indexOf("/admin/"));
  const url = `${origin}/api/v1/audit-logs/${id}`;
  return `curl -H "Authorization: Bearer $CUSTODY_KEY" '${url}'`;
}

/** What tells most comes first: without a changed field that is the entry itself. */
function tabsOf(props: EntryDetailsProps, isAround: boolean): Tab[] {
  const { entry, viewer, links, within = null, isWhole = true } = props;
  const later = <p role="status">Loading…</p>;
  const changes: Tab = {
    name: "changes",
    label: `Changes (${entry.changes.length})`,
    panel: <ChangeTable changes={entry.changes} />,
  };
  const json: Tab = {
    name: "json",
    label: "JSON",
    panel: isWhole ? <JsonView value={jsonOf(entry)} label="entry" /> : later,
  };
  const request: Tab = {
    name: "request",
    label: "Request",
    panel: <RequestPanel entry={entry} />,
  };
  const context: Tab = {
    name: "context",
    label: "Context",
    panel: isWhole ? <ContextPanel entry={entry} /> : later,
  };
  const around: Tab = {
    name: "around",
    label: "Around",
    panel: (
      <AroundPanel
        entry={entry}
        viewer={viewer}
        links={links}
        within={within}
        isShown={isAround}
      />
    ),
  };
  const hasRequest = entry.request !== null || entry.response !== null;
  const sent = hasRequest ? [request] : [];
  if (entry.changes.length > 0) return [changes, json, ...sent, context, around];
  return [...sent, context, json, changes, around];
}

function jsonOf(entry: Entry): JsonValue {
  return JSON.parse(JSON.stringify(entry));
}

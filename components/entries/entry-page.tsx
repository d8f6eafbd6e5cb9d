"use client";

import { useEffect } from "react";
import { type CopyForm, copyEntry } from "@/components/entries/copy-entry";
import { EntryDetails } from "@/components/entries/entry-details";
import { createEntryLinks } from "@/components/entries/entry-links";
import { LogNotices, useTell } from "@/components/entries/log-context";
import { isShortcut } from "@/components/entries/shortcuts";
import type { OpenedEntry } from "@/components/entries/use-open-entry";
import { ValueMenu } from "@/components/entries/value-menu";
import type { Viewer } from "@/components/entries/viewer";
import { defaultView, type View } from "@/lib/entries/view";

const allTime: View = {
  ...defaultView,
  filter: { ...defaultView.filter, range: { kind: "relative", token: "all" } },
};
const forms: Partial<Record<string, CopyForm>> = { c: "link", y: "json", n: "note" };

type Props = {
  opened: OpenedEntry;
  viewer: Viewer;
  /** The list that values lead to. */
  path: string;
  publicUrl: string;
  shortcuts: boolean;
};

/** What a permanent page shows below its heading; the same keys copy as in the list. */
export function EntryPage(props: Props) {
  return (
    <LogNotices>
      <Content {...props} />
    </LogNotices>
  );
}

function Content({ opened, viewer, path, publicUrl, shortcuts }: Props) {
  const { entry, device } = opened;
  const tell = useTell();

  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      const form = forms[event.key];
      if (!form || !isShortcut(event)) return;
      void copyEntry(entry.id, form, publicUrl).then(tell);
    }
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, [entry.id, publicUrl, tell]);

  return (
    <div data-shortcuts={shortcuts ? "on" : "off"}>
      <EntryDetails
        entry={entry}
        device={device}
        facts={opened}
        viewer={viewer}
        links={createEntryLinks(path, allTime)}
        permalink={`${publicUrl}/admin/audit-logs/${entry.id}`}
      />
      <ValueMenu path={path} base="range=all" />
    </div>
  );
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { EntryOverlayLazy } from "@/components/entries/entry-overlay-lazy";
import { LiveProvider, type LiveSource } from "@/components/entries/live-provider";
import { LogNotices } from "@/components/entries/log-context";
import { LogKeys } from "@/components/entries/log-keys";
import type { RowData } from "@/components/entries/row-told";
import { SelectionBar } from "@/components/entries/selection-bar";
import { TextHighlight } from "@/components/entries/text-highlight";
import { useDock } from "@/components/entries/use-dock";
import { type OpenedEntry, useOpenEntry } from "@/components/entries/use-open-entry";
import { ValueMenu } from "@/components/entries/value-menu";
import type { Viewer } from "@/components/entries/viewer";
import { ZoneCookie } from "@/components/entries/zone-cookie";
import type { Density } from "@/lib/preferences/model";

export type WorkspaceProps = {
  /** The rows of the page, newest first. */
  entries: RowData[];
  viewer: Viewer;
  /** What the server found for the address's own `e`. */
  opened: OpenedEntry | null;
  /** The public address of Custody, for links that leave the page. */
  publicUrl: string;
  live: LiveSource | null;
  /** The words of the free text, to be marked where they stand. */
  words: string[];
  /** The client whose pages these are; nothing of another may be fetched. */
  within: string | null;
  /** Whether the reader may pin entries to a case. */
  mayPin: boolean;
  display: {
    density: Density;
    shortcuts: boolean;
    dock: boolean;
    browserZone: string | null;
  };
  children: ReactNode;
};

/** All that scripts add to the list: details over it, keys, selection, live, value menus. */
export function LogWorkspace({ children, ...props }: WorkspaceProps) {
  return (
    <LogNotices>
      <Workspace {...props}>{children}</Workspace>
    </LogNotices>
  );
}

function Workspace({
  entries,
  viewer,
  opened,
  publicUrl,
  live,
  words,
  within,
  mayPin,
  display,
  children,
}: WorkspaceProps) {
  const root = useRef<HTMLDivElement>(null);
  const path = usePathname();
  const params = useSearchParams();
  const open = useOpenEntry({ path, params, entries, opened });
  const dock = useDock(display.dock);
  const isDocked = dock.isDocked && open.id !== null;
  return (
    <LiveProvider
      source={live}
      rows={entries}
      zone={viewer.zone}
      isEntryOpen={open.id !== null}
    >
      <div
        ref={root}
        data-density={display.density}
        data-docked={isDocked}
        data-shortcuts={display.shortcuts ? "on" : "off"}
        className={isDocked ? "min-[1440px]:pr-[560px] print:pr-0" : undefined}
      >
        {children}
      </div>
      <LogKeys root={root} open={open} isDocked={isDocked} publicUrl={publicUrl} />
      <SelectionBar root={root} entries={entries} publicUrl={publicUrl} mayPin={mayPin} />
      <ValueMenu path={path} />
      <TextHighlight words={words} />
      <ZoneCookie known={display.browserZone} />
      {open.id !== null && (
        <EntryOverlayLazy
          open={open}
          dock={dock}
          path={path}
          query={params.toString()}
          viewer={viewer}
          publicUrl={publicUrl}
          within={within}
        />
      )}
    </LiveProvider>
  );
}

import type { ReactNode } from "react";
import { DisplayMenu } from "@/components/entries/display-menu";
import { EntryTable } from "@/components/entries/entry-table";
import { FilterBar } from "@/components/entries/filter-bar";
import { FilterChips } from "@/components/entries/filter-chips";
import { IgnoredNotice } from "@/components/entries/ignored-notice";
import { LiveToggle } from "@/components/entries/live-toggle";
import { LogWorkspace } from "@/components/entries/log-workspace";
import { NoResults } from "@/components/entries/no-results";
import { Pager } from "@/components/entries/pager";
import { describeResult, ResultHeading } from "@/components/entries/result-heading";
import type { Viewer } from "@/components/entries/viewer";
import { clearFilters, listChips } from "@/lib/entries/chips";
import { listDeletions } from "@/lib/entries/deletions";
import { parseFreeText } from "@/lib/entries/free-text";
import type { LoadedLog } from "@/lib/entries/loaders";
import { trimEntry } from "@/lib/entries/row-entry";
import type { Display } from "@/lib/reading/loaders";
import { findLiveSource } from "./live-source";
import { createLogLinks, listFilterValues, listWaysOut } from "./log-links";

type Props = {
  /** The address of the list; the scope it is loaded with comes from there. */
  path: string;
  title: string;
  level?: "h1" | "h2";
  display: Display;
  log: LoadedLog;
  /** The slug of the client whose page this is, when it is one client's. */
  within?: string | null;
  actions?: ReactNode;
};

/** The log as people work in it: the same for everything and for one client. */
export function LogExplorer({
  path,
  title,
  level,
  display,
  log,
  within = null,
  actions,
}: Props) {
  const { view, entries, total, range, clients } = log;
  const names = new Map(clients.map(({ slug, name }) => [slug, name]));
  const viewer = createViewer(log, display);
  const to = createLogLinks(path, view);
  const chips = listChips(view, names);
  return (
    <LogWorkspace
      entries={entries.map(trimEntry)}
      viewer={viewer}
      opened={log.open}
      publicUrl={process.env.CUSTODY_URL ?? ""}
      live={findLiveSource(log, within)}
      words={parseFreeText(view.filter.q ?? "").has}
      within={within}
      display={display}
    >
      <ResultHeading
        title={title}
        level={level}
        total={total}
        range={range}
        viewer={viewer}
        actions={
          <>
            <LiveToggle />
            <DisplayMenu display={display} />
            {actions}
          </>
        }
      />
      <FilterBar
        action={path}
        values={listFilterValues(view)}
        presets={to.presets}
        suggestions={{
          client: clients.map(({ slug, name }) => ({ value: slug, label: name })),
        }}
      />
      <FilterChips
        chips={chips.map((chip) => ({ label: chip.label, href: to.href(chip.view) }))}
        clearHref={to.href(clearFilters(view))}
      />
      <IgnoredNotice ignored={log.ignored} />
      <div className="pt-3">
        <EntryTable
          entries={entries}
          viewer={viewer}
          links={to.links}
          caption={describeResult(total, range, viewer)}
          shown={display.columns}
        >
          {entries.length === 0 && (
            <NoResults
              isLogEmpty={false}
              waysOut={listWaysOut(log, to.href)}
              clearHref={to.href(clearFilters(view))}
            />
          )}
        </EntryTable>
      </div>
      <Pager
        rowCount={entries.length}
        firstRow={log.firstRow}
        total={total}
        newerHref={log.newerCursor === null ? null : to.after(log.newerCursor)}
        olderHref={log.olderCursor === null ? null : to.before(log.olderCursor)}
        sizes={to.sizes}
      />
    </LogWorkspace>
  );
}

/** Names and zones of the clients on this page alone: the browser needs no others. */
function createViewer(log: LoadedLog, { zone, inClientZone }: Display): Viewer {
  const { entries, open, clients } = log;
  const all = [...entries, ...(open ? [open.entry] : [])];
  const shown = new Set(all.map(({ client }) => client));
  const known = clients.filter(({ slug }) => shown.has(slug));
  return {
    zone,
    now: Date.now(),
    clientNames: Object.fromEntries(known.map(({ slug, name }) => [slug, name])),
    clientZones: Object.fromEntries(known.map(({ slug, timeZone }) => [slug, timeZone])),
    inClientZone,
    deletions: listDeletions(entries),
  };
}

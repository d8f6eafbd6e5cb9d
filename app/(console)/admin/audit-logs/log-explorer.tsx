import type { ReactNode } from "react";
import { EntryDialog } from "@/components/entries/entry-dialog";
import { EntryTable } from "@/components/entries/entry-table";
import { FilterBar } from "@/components/entries/filter-bar";
import { FilterChips } from "@/components/entries/filter-chips";
import { IgnoredNotice } from "@/components/entries/ignored-notice";
import { NoResults } from "@/components/entries/no-results";
import { Pager } from "@/components/entries/pager";
import { describeResult, ResultHeading } from "@/components/entries/result-heading";
import type { Viewer } from "@/components/entries/viewer";
import { clearFilters, listChips } from "@/lib/entries/chips";
import type { LoadedLog } from "@/lib/entries/loaders";
import { createLogLinks, listFilterValues, listWaysOut } from "./log-links";

type Props = {
  /** The address of the list; the scope it is loaded with comes from there. */
  path: string;
  title: string;
  level?: "h1" | "h2";
  zone: string;
  log: LoadedLog;
  actions?: ReactNode;
};

/** The log as people work in it: the same for everything and for one client. */
export function LogExplorer({ path, title, level, zone, log, actions }: Props) {
  const { view, entries, total, range, clients } = log;
  const names = new Map(clients.map(({ slug, name }) => [slug, name]));
  const viewer = { zone, now: Date.now(), clientNames: Object.fromEntries(names) };
  const to = createLogLinks(path, view);
  const chips = listChips(view, names);
  return (
    <>
      <ResultHeading
        title={title}
        level={level}
        total={total}
        range={range}
        viewer={viewer}
        actions={actions}
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
          openId={log.open?.entry.id ?? null}
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
      {log.open && <OpenEntry path={path} log={log} open={log.open} viewer={viewer} />}
    </>
  );
}

type Open = NonNullable<LoadedLog["open"]>;
type OpenProps = { path: string; log: LoadedLog; open: Open; viewer: Viewer };

function OpenEntry({ path, log, open, viewer }: OpenProps) {
  const to = createLogLinks(path, log.view);
  const at = log.entries.findIndex(({ id }) => id === open.entry.id);
  const newer = at > 0 ? log.entries[at - 1] : undefined;
  const older = at >= 0 ? log.entries[at + 1] : undefined;
  return (
    <EntryDialog
      entry={open.entry}
      device={open.device}
      viewer={viewer}
      links={to.links}
      permalink={`${process.env.CUSTODY_URL ?? ""}/admin/audit-logs/${open.entry.id}`}
      closeHref={to.close}
      newerHref={newer ? to.links.details(newer) : null}
      olderHref={older ? to.links.details(older) : null}
    />
  );
}

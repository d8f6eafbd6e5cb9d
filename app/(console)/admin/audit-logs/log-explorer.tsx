import type { ReactNode } from "react";
import { CopyLinkMenu } from "@/components/entries/copy-link-menu";
import { EntryDialog } from "@/components/entries/entry-dialog";
import { EntryTable } from "@/components/entries/entry-table";
import { FacetPanel } from "@/components/entries/facet-panel";
import { FilterChips } from "@/components/entries/filter-chips";
import { IgnoredNotice } from "@/components/entries/ignored-notice";
import { NoResults } from "@/components/entries/no-results";
import { Pager } from "@/components/entries/pager";
import { QueryForm } from "@/components/entries/query-form";
import { describeResult, ResultHeading } from "@/components/entries/result-heading";
import { TimelineChart } from "@/components/entries/timeline-chart";
import type { Viewer } from "@/components/entries/viewer";
import { loadAltered } from "@/lib/checks/loaders";
import { clearFilters, listChips } from "@/lib/entries/chips";
import type { LoadedLog } from "@/lib/entries/loaders";
import { formatQuery } from "@/lib/entries/query-language";
import { listDoubtfulWords } from "@/lib/entries/query-tokens";
import type { View } from "@/lib/entries/view";
import { listCopyLinks } from "./log-copies";
import { listFacetGroups, listTypedFields, nameActors } from "./log-facets";
import { createLogLinks, listPairs, listWaysOut } from "./log-links";
import { describeRangeChoice } from "./log-range";
import { listTimelineBars, listTimelineTicks } from "./log-timeline";

type Props = {
  /** The address of the list; the scope it is loaded with comes from there. */
  path: string;
  title: string;
  level?: "h1" | "h2";
  zone: string;
  log: LoadedLog;
  /** The one client it is about; null for the whole log. */
  client: string | null;
  actions?: ReactNode;
};

/** The log as people work in it: the same for everything and for one client. */
export async function LogExplorer({
  path,
  title,
  level,
  zone,
  log,
  client,
  actions,
}: Props) {
  const { view, total, range, clients } = log;
  const names = new Map(clients.map(({ slug, name }) => [slug, name]));
  const altered = await loadAltered(log.open?.entry.id ?? null);
  const clientNames = Object.fromEntries(names);
  const viewer = { zone, now: Date.now(), clientNames, altered };
  const to = createLogLinks(path, view);
  const chips = listChips(view, new Map([...names, ...nameActors(log)]), zone);
  const pairs = listPairs(view);
  return (
    <>
      <ResultHeading
        title={title}
        level={level}
        total={total}
        range={range}
        viewer={viewer}
        actions={
          <>
            <CopyLinkMenu links={listCopyLinks(log, to.href)} />
            {actions}
          </>
        }
      />
      <QueryForm
        action={path}
        pairs={pairs}
        text={textOf(view)}
        client={client}
        range={describeRangeChoice(log, zone, to.href)}
      />
      <FilterChips
        chips={chips.map((chip) => ({ label: chip.label, href: to.href(chip.view) }))}
        clearHref={to.href(clearFilters(view))}
      />
      <IgnoredNotice
        ignored={log.ignored}
        doubtful={listDoubtfulWords(view.filter.q ?? "")}
      />
      {total > 0 && <Timeline path={path} log={log} zone={zone} />}
      <div className="grid border-t mt-3 xl:grid-cols-[13rem_minmax(0,1fr)] max-xl:gap-y-3 max-xl:pt-3">
        <FacetPanel
          groups={listFacetGroups(log, to.href)}
          more={listTypedFields()}
          total={total}
          search={{ action: path, pairs, client }}
        />
        <Results path={path} log={log} viewer={viewer} />
      </div>
      {log.open && <OpenEntry path={path} log={log} open={log.open} viewer={viewer} />}
    </>
  );
}

function textOf({ filter: { q, terms } }: View): string {
  return formatQuery({ q, terms, frame: {} });
}

function Timeline({ path, log, zone }: { path: string; log: LoadedLog; zone: string }) {
  const { href } = createLogLinks(path, log.view);
  const kept = listPairs(log.view).filter(([name]) => name !== "range");
  return (
    <TimelineChart
      bars={listTimelineBars(log, zone, href)}
      ticks={listTimelineTicks(log, zone)}
      action={path}
      text={textOf(log.view)}
      kept={Object.fromEntries(kept)}
    />
  );
}

function Results({
  path,
  log,
  viewer,
}: {
  path: string;
  log: LoadedLog;
  viewer: Viewer;
}) {
  const { view, entries, total, range } = log;
  const to = createLogLinks(path, view);
  return (
    <div className="min-w-0">
      <EntryTable
        entries={entries}
        viewer={viewer}
        links={to.links}
        caption={describeResult(total, range, viewer)}
        openId={log.open?.entry.id ?? null}
      >
        {entries.length === 0 && (
          <NoResults
            isLogEmpty={log.ends.beganAt === null}
            waysOut={listWaysOut(log, to.href)}
            clearHref={to.href(clearFilters(view))}
          />
        )}
      </EntryTable>
      <Pager
        rowCount={entries.length}
        firstRow={log.firstRow}
        total={total}
        newerHref={log.newerCursor === null ? null : to.after(log.newerCursor)}
        olderHref={log.olderCursor === null ? null : to.before(log.olderCursor)}
        sizes={to.sizes}
      />
    </div>
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

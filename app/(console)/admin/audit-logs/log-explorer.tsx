import type { ReactNode } from "react";
import { CopyLinkMenu } from "@/components/entries/copy-link-menu";
import { DisplayMenu } from "@/components/entries/display-menu";
import { EntryTable } from "@/components/entries/entry-table";
import { FacetPanel } from "@/components/entries/facet-panel";
import { FilterChips } from "@/components/entries/filter-chips";
import { IgnoredNotice } from "@/components/entries/ignored-notice";
import { LiveToggle } from "@/components/entries/live-toggle";
import { LogWorkspace } from "@/components/entries/log-workspace";
import { NoResults } from "@/components/entries/no-results";
import { Pager } from "@/components/entries/pager";
import { QueryForm } from "@/components/entries/query-form";
import { describeResult, ResultHeading } from "@/components/entries/result-heading";
import { describeRow, type RowData } from "@/components/entries/row-told";
import { TimelineChart } from "@/components/entries/timeline-chart";
import type { Viewer } from "@/components/entries/viewer";
import { EvidenceMenu } from "@/components/evidence/evidence-menu";
import { ExportLink } from "@/components/exports/export-link";
import { loadAltered } from "@/lib/checks/loaders";
import { namesBySlug } from "@/lib/clients/names";
import { clearFilters, listChips } from "@/lib/entries/chips";
import { listDeletions } from "@/lib/entries/deletions";
import { parseFreeText } from "@/lib/entries/free-text";
import type { LoadedLog } from "@/lib/entries/loaders";
import { formatQuery } from "@/lib/entries/query-language";
import { listDoubtfulWords } from "@/lib/entries/query-tokens";
import { formatView, type View } from "@/lib/entries/view";
import { loadEvidenceRights } from "@/lib/evidence/loaders";
import type { Display } from "@/lib/reading/loaders";
import { findLiveSource } from "./live-source";
import { formatExportHref, listCopyLinks, listEvidenceLinks } from "./log-copies";
import { listFacetGroups, listTypedFields, nameActors } from "./log-facets";
import { createLogLinks, findReadsLink, listPairs, listWaysOut } from "./log-links";
import { describeRangeChoice } from "./log-range";
import { listTimelineBars, listTimelineTicks } from "./log-timeline";
import { PrunedBefore } from "./pruned-before";

type Props = {
  /** The address of the list; the scope it is loaded with comes from there. */
  path: string;
  title: string;
  level?: "h1" | "h2";
  display: Display;
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
  display,
  log,
  client,
  actions,
}: Props) {
  const { view, total, range, clients } = log;
  const { zone } = display;
  const names = new Map(clients.map(({ slug, name }) => [slug, name]));
  const altered = await loadAltered(log.open?.entry.id ?? null);
  const rights = await loadEvidenceRights();
  const viewer = { ...createViewer(log, display), altered };
  const rows = log.entries.map((entry) => describeRow(entry, viewer));
  const { mayPin } = rights;
  const workspace = { log, rows, viewer, client, display, mayPin };
  const to = createLogLinks(path, view);
  const chips = listChips(view, new Map([...names, ...nameActors(log)]), zone);
  const pairs = listPairs(view);
  return (
    <Workspace {...workspace}>
      <ResultHeading
        title={title}
        level={level}
        total={total}
        range={range}
        viewer={viewer}
        reads={findReadsLink(log, to.href)}
        actions={
          <>
            <LiveToggle />
            <CopyLinkMenu links={listCopyLinks(log, to.href)} />
            <ExportLink href={formatExportHref(log, client)} />
            <EvidenceMenu links={listEvidenceLinks(log, client, rights)} />
            <DisplayMenu display={display} orders={to.orders} />
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
        <Results
          path={path}
          log={log}
          rows={rows}
          viewer={viewer}
          client={client}
          display={display}
        />
      </div>
    </Workspace>
  );
}

/** What scripts add: keys, live, details over the list, value menus, selection. */
function Workspace({
  log,
  rows,
  viewer,
  client,
  display,
  mayPin,
  children,
}: Pick<Props, "log" | "client" | "display"> & {
  rows: RowData[];
  viewer: Viewer;
  mayPin: boolean;
  children: ReactNode;
}) {
  return (
    <LogWorkspace
      entries={rows}
      viewer={viewer}
      opened={log.open}
      publicUrl={process.env.CUSTODY_URL ?? ""}
      live={findLiveSource(log, client)}
      words={parseFreeText(log.view.filter.q ?? "").has}
      within={client}
      mayPin={mayPin}
      display={display}
    >
      {children}
    </LogWorkspace>
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

type ResultProps = Pick<Props, "path" | "log" | "display" | "client"> & {
  rows: RowData[];
  viewer: Viewer;
};

function Results({ path, log, rows, viewer, display, client }: ResultProps) {
  const { view, entries, total, range } = log;
  const to = createLogLinks(path, view);
  return (
    <div className="min-w-0">
      <EntryTable
        rows={rows}
        viewer={viewer}
        client={client}
        place={{ path, query: formatView({ ...view, e: null }), text: textOf(view) }}
        caption={describeResult(total, range, viewer)}
        shown={display.columns.filter((name) => client === null || name !== "client")}
      >
        {entries.length === 0 && (
          <NoResults
            isLogEmpty={log.ends.beganAt === null}
            waysOut={listWaysOut(log, to.href)}
            clearHref={to.href(clearFilters(view))}
          />
        )}
      </EntryTable>
      <PrunedBefore log={log} client={client} />
      <Pager
        rowCount={entries.length}
        firstRow={log.firstRow}
        total={total}
        newerHref={log.newerCursor === null ? null : to.after(log.newerCursor)}
        olderHref={log.olderCursor === null ? null : to.before(log.olderCursor)}
        isNewestFirst={view.order === "desc"}
        sizes={to.sizes}
      />
    </div>
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
    clientNames: namesBySlug(known),
    clientZones: Object.fromEntries(known.map(({ slug, timeZone }) => [slug, timeZone])),
    inClientZone,
    deletions: listDeletions(entries),
  };
}

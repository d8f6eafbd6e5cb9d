import type { Metadata } from "next";
import { EntryDialog } from "@/components/entries/entry-dialog";
import { EntryTable } from "@/components/entries/entry-table";
import { FilterBar } from "@/components/entries/filter-bar";
import { FilterChips } from "@/components/entries/filter-chips";
import { IgnoredNotice } from "@/components/entries/ignored-notice";
import { NoResults } from "@/components/entries/no-results";
import { Pager } from "@/components/entries/pager";
import { describeResult, ResultHeading } from "@/components/entries/result-heading";
import { clearFilters, listChips, titleOf } from "@/lib/entries/chips";
import { type LoadedLog, loadLog, type Query } from "@/lib/entries/loaders";
import { parseView } from "@/lib/entries/view";
import { loadZone } from "@/lib/organizations/loaders";
import { createLogLinks, listFilterValues, listWaysOut } from "./log-links";

const path = "/admin/audit-logs";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const pairs = Object.entries(await searchParams).map(([name, value]) => [
    name,
    String(value ?? ""),
  ]);
  return { title: titleOf(parseView(new URLSearchParams(pairs)).view) };
}

export default async function Page({ searchParams }: Props) {
  const zone = await loadZone();
  const log = await loadLog(await searchParams, zone);
  const { view, entries, total, range, clients } = log;
  const names = new Map(clients.map(({ slug, name }) => [slug, name]));
  const viewer = { zone, now: Date.now(), clientNames: Object.fromEntries(names) };
  const to = createLogLinks(path, view);
  const chips = listChips(view, names);
  const [first] = entries;
  const last = entries.at(-1);
  return (
    <>
      <ResultHeading title="Audit log" total={total} range={range} viewer={viewer} />
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
        newerHref={log.hasNewer && first ? to.after(first.idx) : null}
        olderHref={log.hasOlder && last ? to.before(last.idx) : null}
        sizes={to.sizes}
      />
      {log.open && <OpenEntry log={log} open={log.open} viewer={viewer} />}
    </>
  );
}

type Open = NonNullable<LoadedLog["open"]>;
type OpenProps = {
  log: LoadedLog;
  open: Open;
  viewer: Parameters<typeof EntryDialog>[0]["viewer"];
};

function OpenEntry({ log, open, viewer }: OpenProps) {
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
      permalink={`${process.env.CUSTODY_URL ?? ""}${path}/${open.entry.id}`}
      closeHref={to.close}
      newerHref={newer ? to.links.details(newer) : null}
      olderHref={older ? to.links.details(older) : null}
    />
  );
}

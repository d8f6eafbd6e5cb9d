import type { Metadata } from "next";
import { PageHeading } from "@/components/shell/page-heading";
import { Badge } from "@/components/ui/badge";
import { ViewActions } from "@/components/views/view-actions";
import { ViewList } from "@/components/views/view-list";
import { listChips } from "@/lib/entries/chips";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";
import { loadForm } from "@/lib/forms/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { loadViewsPage } from "@/lib/views/loaders";
import { formatViewHref } from "@/lib/views/model";

export const metadata: Metadata = { title: "Views – Custody" };

/** Filters with names: one's own, those of others, and those everybody needs. */
export default async function Page() {
  const { saved, builtIn, defaultId } = await loadViewsPage();
  const zone = await loadZone();
  const renames = await Promise.all(
    saved.map(({ id, name }) => loadForm(`rename-${id}`, { name })),
  );
  const lineOf = (view: { id: string; name: string; query: string }) => ({
    ...describe(view, zone),
    isDefault: view.id === defaultId,
  });
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading title="Views">
        A view is a filter of the log with a name. Save one from the log, share it, or let
        the log open with it.
      </PageHeading>
      <section aria-labelledby="saved" className="grid gap-2">
        <h2 id="saved" className="px-6 font-medium text-lg max-md:px-4">
          Saved
        </h2>
        {saved.length === 0 && (
          <p className="px-6 text-muted-foreground text-sm max-md:px-4">
            None yet. Filter the log, then press “Save view”.
          </p>
        )}
        <ViewList label="Saved views" views={saved.map(lineOf)}>
          {({ id }) => {
            const at = saved.findIndex((view) => view.id === id);
            const [view, rename] = [saved[at], renames[at]];
            if (!view || !rename) return null;
            return (
              <>
                {view.isShared && (
                  <Badge tone="quiet">
                    {view.isOwn ? "Shared" : `Shared by ${view.ownerName}`}
                  </Badge>
                )}
                {view.canChange && <ViewActions view={view} rename={rename} />}
              </>
            );
          }}
        </ViewList>
      </section>
      <section aria-labelledby="built-in" className="grid gap-2">
        <h2 id="built-in" className="px-6 font-medium text-lg max-md:px-4">
          Built in
        </h2>
        <ViewList label="Built-in views" views={builtIn.map(lineOf)} />
      </section>
    </div>
  );
}

function describe(view: { id: string; name: string; query: string }, zone: string) {
  const parsed = parseView(new URLSearchParams(view.query)).view;
  return {
    id: view.id,
    name: view.name,
    href: formatViewHref("/admin/audit-logs", view),
    conditions: listChips(parsed, undefined, zone)
      .filter(({ field }) => field !== "range")
      .map(({ label }) => label),
    range: describeRangeWords(parsed.filter.range, zone),
  };
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { MakeAlertLink } from "@/components/rules/make-alert-link";
import { SaveViewMenu } from "@/components/views/save-view-menu";
import { type LoadedLog, loadLog, logPath, type Query } from "@/lib/entries/loaders";
import { loadForm } from "@/lib/forms/loaders";
import { loadDisplay } from "@/lib/reading/loaders";
import { loadMayWriteRules } from "@/lib/rules/loaders";
import { findDefaultView, type LoadedViews, loadViews } from "@/lib/views/loaders";
import {
  describeCurrent,
  everythingId,
  formatSavedQuery,
  formatViewHref,
} from "@/lib/views/model";
import { LogExplorer } from "./log-explorer";
import { titleOfQuery } from "./log-title";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: titleOfQuery(await searchParams, null) };
}

export default async function Page({ searchParams }: Props) {
  const query = await searchParams;
  const [display, views, form, mayWriteRules] = await Promise.all([
    loadDisplay(query),
    loadViews(),
    loadForm("saved-view"),
    loadMayWriteRules(),
  ]);
  const first = Object.keys(query).length === 0 ? findDefaultView(views) : null;
  if (first) redirect(formatViewHref(logPath, first));
  const log = keepEverything(await loadLog(query, display.zone), views);
  const now = formatSavedQuery(log.view);
  return (
    <LogExplorer
      path={logPath}
      title="Audit log"
      display={display}
      log={log}
      client={null}
      actions={
        <>
          {mayWriteRules && <MakeAlertLink query={now} />}
          {views && (
            <SaveViewMenu
              form={form}
              query={now}
              current={describeCurrent(views, log.view.v, now)}
            />
          )}
        </>
      }
    />
  );
}

/** Where the bare address leads to a default view, links to everything have to say so. */
function keepEverything(log: LoadedLog, views: LoadedViews | null): LoadedLog {
  const { view } = log;
  if (view.v !== null || !views?.defaultId) return log;
  return { ...log, view: { ...view, v: everythingId } };
}

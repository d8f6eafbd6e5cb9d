import type { Metadata } from "next";
import Link from "next/link";
import { ExportTable } from "@/components/exports/export-table";
import { RefreshWhile } from "@/components/exports/refresh-while";
import { ScheduleTable } from "@/components/exports/schedule-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadExports } from "@/lib/export-requests/loaders";
import { isActive } from "@/lib/export-requests/model";
import { loadSchedulesBeside } from "@/lib/export-schedules/loaders";
import { loadZone } from "@/lib/organizations/loaders";
import { tellQuery, tellSchedules } from "./export-words";

export const metadata: Metadata = { title: "Exports – Custody" };

/** What was asked for, how far it is, and the files that are ready. */
export default async function Page() {
  const requests = await loadExports();
  const zone = await loadZone();
  const { schedules, mayRead, mayChange } = await loadSchedulesBeside();
  const lines = requests.map((one) => ({ ...one, says: tellQuery(one.query, zone) }));
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading
        title="Exports"
        actions={
          <>
            {mayRead && (
              <Button asChild>
                <Link href="/exports/schedules">Scheduled exports</Link>
              </Button>
            )}
            <Button asChild variant="primary">
              <Link href="/exports/new?range=all">New export</Link>
            </Button>
          </>
        }
      >
        Every entry is verified while it is written. That something was exported, and each
        download, is in the log.
      </PageHeading>
      <RefreshWhile isActive={lines.some(isActive)} />
      {lines.length === 0 ? (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No exports yet">
            Filter the log, then press “Export”: the file holds exactly what you see.
          </EmptyState>
        </div>
      ) : (
        <ExportTable exports={lines} viewer={{ zone, now: Date.now() }} />
      )}
      {schedules.length > 0 && (
        <section aria-labelledby="scheduled" className="grid gap-3">
          <h2 id="scheduled" className="px-6 font-semibold max-md:px-4">
            Scheduled
          </h2>
          <ScheduleTable schedules={tellSchedules(schedules)} mayChange={mayChange} />
        </section>
      )}
    </div>
  );
}

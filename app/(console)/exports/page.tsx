import type { Metadata } from "next";
import Link from "next/link";
import { ExportTable } from "@/components/exports/export-table";
import { RefreshWhile } from "@/components/exports/refresh-while";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadExports } from "@/lib/export-requests/loaders";
import { isActive } from "@/lib/export-requests/model";
import { describeQuery } from "@/lib/exports/query-words";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Exports – Custody" };

/** What was asked for, how far it is, and the files that are ready. */
export default async function Page() {
  const requests = await loadExports();
  const zone = await loadZone();
  const lines = requests.map((one) => ({ ...one, says: tell(one.query, zone) }));
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading
        title="Exports"
        actions={
          <Button asChild variant="primary">
            <Link href="/exports/new?range=all">New export</Link>
          </Button>
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
    </div>
  );
}

function tell(query: string, zone: string): string {
  const { filter, range } = describeQuery(query, zone);
  return `${filter}, ${range}`;
}

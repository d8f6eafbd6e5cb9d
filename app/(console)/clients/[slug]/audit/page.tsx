import { LockKeyhole } from "lucide-react";
import type { Metadata } from "next";
import { ClientHeader } from "@/components/clients/client-header";
import { ClientSummary } from "@/components/clients/client-summary";
import { PreviewLink } from "@/components/clients/preview-link";
import { loadClientLog, type Query } from "@/lib/entries/loaders";
import { loadClientSummary } from "@/lib/overview/loaders";
import { loadPortalSummary } from "@/lib/portal-settings/loaders";
import { loadDisplay } from "@/lib/reading/loaders";
import { LogExplorer } from "../../../admin/audit-logs/log-explorer";
import { titleOfQuery } from "../../../admin/audit-logs/log-title";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Query>;
};

export async function generateMetadata({
  params,
  searchParams,
}: Props): Promise<Metadata> {
  const { slug } = await params;
  return { title: titleOfQuery(await searchParams, slug) };
}

/** One client's log, safe on a shared screen: no other client's data is loaded. */
export default async function Page({ params, searchParams }: Props) {
  const { slug } = await params;
  const query = await searchParams;
  const display = await loadDisplay(query);
  const { client, log } = await loadClientLog(slug, query, ({ timeZone }) => timeZone);
  const summary = await loadClientSummary(slug);
  const portal = await loadPortalSummary(slug);
  return (
    <>
      <ClientHeader client={client} current="audit">
        {portal.mayPreview && <PreviewLink slug={client.slug} />}
      </ClientHeader>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 px-6 pt-4 text-sm max-md:px-4">
        <span className="flex items-center gap-1.5 font-medium">
          <LockKeyhole aria-hidden className="size-4 text-seal-ok" />
          This client only
        </span>
        <span className="text-muted-foreground">
          Safe to share your screen: no other client’s data is loaded. Opening this tab is
          recorded.
        </span>
        <span className="text-muted-foreground">
          Portal: {describeReaders(portal.readerCount)}, {portal.says}.
        </span>
      </p>
      <ClientSummary {...summary} />
      <LogExplorer
        path={`/clients/${client.slug}/audit`}
        title="Audit"
        level="h2"
        display={{ ...display, zone: client.timeZone }}
        log={log}
        client={client.slug}
      />
    </>
  );
}

function describeReaders(count: number): string {
  if (count === 0) return "nobody of theirs reads it yet";
  return count === 1 ? "1 reader" : `${count} readers`;
}

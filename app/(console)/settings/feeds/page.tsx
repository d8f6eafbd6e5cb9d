import type { Metadata } from "next";
import Link from "next/link";
import { FeedTable } from "@/components/feeds/feed-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadFeeds } from "@/lib/feeds/loaders";

export const metadata: Metadata = { title: "Feeds – Custody" };

/** Where the log goes as it is written. */
export default async function Page() {
  const { feeds, head, mayWrite } = await loadFeeds();
  return (
    <div className="grid gap-4 pb-10">
      <PageHeading
        title="Feeds"
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/settings/feeds/new">New feed</Link>
            </Button>
          )
        }
      >
        Entries go on to a SIEM as they are stored: in their order, each at least once,
        also after an outage.
      </PageHeading>
      {feeds.length > 0 ? (
        <FeedTable feeds={feeds} head={head} now={Date.now()} />
      ) : (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No feeds yet">
            A feed sends entries to a SIEM over https, syslog, OpenTelemetry, Splunk's
            collector or into a bucket, as Custody writes them or as OCSF, ECS or CEF.
          </EmptyState>
        </div>
      )}
    </div>
  );
}

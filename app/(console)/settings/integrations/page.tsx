import type { Metadata } from "next";
import Link from "next/link";
import { IntegrationTable } from "@/components/integrations/integration-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadIntegrations } from "@/lib/integrations/loaders";

export const metadata: Metadata = { title: "Integrations – Custody" };

/** The ticket systems that Custody writes to. */
export default async function Page() {
  const { integrations, mayWrite } = await loadIntegrations();
  return (
    <div className="grid gap-4 pb-10">
      <PageHeading
        title="Integrations"
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/settings/integrations/new">New integration</Link>
            </Button>
          )
        }
      >
        Ticket systems in which rules make tickets, and which hear what is done about
        them. Every call is an entry, with what was sent and answered.
      </PageHeading>
      {integrations.length > 0 ? (
        <IntegrationTable integrations={integrations} />
      ) : (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No integrations yet">
            Connect ConnectWise PSA, HaloPSA, Autotask PSA or any system with an HTTP API,
            then let a rule make a ticket when it fires.
          </EmptyState>
        </div>
      )}
    </div>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { WebhookTable } from "@/components/webhooks/webhook-table";
import { loadWebhooks } from "@/lib/webhooks/loaders";

export const metadata: Metadata = { title: "Webhooks – Custody" };

/** Where alerts are sent. */
export default async function Page() {
  const { webhooks, mayWrite } = await loadWebhooks();
  return (
    <div className="grid gap-4 pb-10">
      <PageHeading
        title="Webhooks"
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/settings/webhooks/new">New webhook</Link>
            </Button>
          )
        }
      >
        Rules that fire send a signed event to them. Each delivery is in the log.
      </PageHeading>
      {webhooks.length > 0 ? (
        <WebhookTable webhooks={webhooks} />
      ) : (
        <EmptyState title="No webhooks yet">
          Add the address of your PSA, chat or script; then choose it in a rule.
        </EmptyState>
      )}
    </div>
  );
}

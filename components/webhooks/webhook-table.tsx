import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { formatWords, type Webhook } from "@/lib/webhooks/model";

export function WebhookTable({ webhooks }: { webhooks: Webhook[] }) {
  return (
    <TableRegion label="Webhooks" className="border-y">
      <Table>
        <caption className="sr-only">{webhooks.length} webhooks</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Webhook</TableHead>
            <TableHead>Goes to</TableHead>
            <TableHead className="w-32 pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {webhooks.map((webhook) => (
            <TableRow key={webhook.id}>
              <TableCell className="pl-6 max-md:pl-4">
                <Link
                  href={`/settings/webhooks/${webhook.id}`}
                  className="font-medium hover:underline"
                >
                  <HostileText text={webhook.name} />
                </Link>
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere]">
                {formatWords[webhook.format].name} at <HostileText text={webhook.host} />
              </TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                <WebhookState webhook={webhook} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

export function WebhookState({
  webhook,
}: {
  webhook: Pick<Webhook, "isEnabled" | "stoppedReason">;
}) {
  if (webhook.stoppedReason !== null) return <Badge tone="red">Stopped</Badge>;
  return webhook.isEnabled ? (
    <Badge tone="create">On</Badge>
  ) : (
    <Badge tone="quiet">Off</Badge>
  );
}

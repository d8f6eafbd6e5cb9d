import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import type { Attempt, Delivery, DeliveryState } from "@/lib/webhooks/model";

type Line = Delivery & { attempts: Attempt[] };

const states: Record<DeliveryState, { label: string; tone: BadgeTone }> = {
  waiting: { label: "Waiting", tone: "quiet" },
  delivered: { label: "Delivered", tone: "create" },
  failed: { label: "Failed", tone: "red" },
};

/** What was sent, how often it was tried, and what the receiver answered. */
export function DeliveryTable({
  deliveries,
  webhookId,
  mayWrite,
  viewer,
}: {
  deliveries: Line[];
  webhookId: string;
  mayWrite: boolean;
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  return (
    <TableRegion label="What was sent" className="border-y">
      <Table>
        <caption className="sr-only">
          {deliveries.length} deliveries, newest first
        </caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="w-32 pl-6 max-md:pl-4">Time</TableHead>
            <TableHead>Event</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {deliveries.map((line) => (
            <TableRow key={line.id}>
              <TableCell className="pl-6 max-md:pl-4">
                <TimeStamp
                  at={line.createdAt.toISOString()}
                  viewer={{ ...viewer, clientNames: {} }}
                />
              </TableCell>
              <TableCell>
                <EventName line={line} />
                <code className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  {line.id}
                </code>
              </TableCell>
              <TableCell>
                <StateCell line={line} />
              </TableCell>
              <TableCell className="pr-6 text-right max-md:pr-4">
                {mayWrite && line.state !== "waiting" && (
                  <Replay webhookId={webhookId} deliveryId={line.id} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function EventName({ line: { alertId, ruleName } }: { line: Line }) {
  if (alertId === null) return <>Test</>;
  return (
    <SoftLink href={`/alerts/${alertId}`} className="hover:underline">
      <HostileText text={ruleName ?? "A rule that fired"} />
    </SoftLink>
  );
}

function StateCell({ line }: { line: Line }) {
  const { label, tone } = states[line.state];
  const { attempts } = line;
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {attempts.length > 0 && (
        <ol className="mt-1 grid text-muted-foreground text-xs">
          {attempts.map(({ at, status, error, durationMs }, count) => (
            <li key={at.toISOString()} className="[overflow-wrap:anywhere]">
              {count + 1}. {status ?? "no answer"} after {durationMs} ms
              {error !== null && (
                <>
                  : <HostileText text={error} />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {line.state === "waiting" && attempts.length > 0 && (
        <span className="block text-muted-foreground text-xs">
          Next try {line.dueAt.toISOString().slice(0, 19).replace("T", " ")} UTC
        </span>
      )}
    </>
  );
}

function Replay({ webhookId, deliveryId }: { webhookId: string; deliveryId: string }) {
  return (
    <PostForm target={{ action: `/api/webhooks/${webhookId}` }}>
      <input type="hidden" name="act" value="replay" />
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <Button type="submit" size="small" aria-label={`Send ${deliveryId} again`}>
        Send again
      </Button>
    </PostForm>
  );
}

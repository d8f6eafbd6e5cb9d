import Link from "next/link";
import { SeverityMark } from "@/components/alerts/severity-mark";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { type AlertFacts, type AlertState, summarize } from "@/lib/alerts/model";
import type { RuleSeverity } from "@/lib/rules/model";

export type AlertLine = {
  id: string;
  ruleName: string;
  severity: RuleSeverity;
  state: AlertState;
  wasMuted: boolean;
  owner: { name: string } | null;
  createdAt: Date;
  facts: AlertFacts;
};

const states: Record<AlertState, { label: string; tone: BadgeTone }> = {
  open: { label: "Open", tone: "amber" },
  acknowledged: { label: "Acknowledged", tone: "plain" },
  resolved: { label: "Resolved", tone: "quiet" },
};

export function AlertTable({
  alerts,
  viewer,
}: {
  alerts: AlertLine[];
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  return (
    <TableRegion label="Alerts" className="border-y">
      <Table>
        <caption className="sr-only">{alerts.length} alerts, newest first</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="w-32 pl-6 max-md:hidden">Fired</TableHead>
            <TableHead className="max-md:pl-4">What</TableHead>
            <TableHead className="w-28 max-md:hidden">Severity</TableHead>
            <TableHead className="w-36 max-lg:hidden">Owner</TableHead>
            <TableHead className="w-32 pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} viewer={viewer} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function AlertRow({
  alert,
  viewer,
}: {
  alert: AlertLine;
  viewer: Pick<Viewer, "zone" | "now">;
}) {
  const { id, ruleName, severity, owner, createdAt, facts, wasMuted } = alert;
  const at = createdAt.toISOString();
  const told = { ...viewer, clientNames: {} };
  return (
    <TableRow>
      <TableCell className="pl-6 max-md:hidden">
        <TimeStamp at={at} viewer={told} />
      </TableCell>
      <TableCell className="max-md:pl-4">
        <Link href={`/alerts/${id}`} className="font-medium hover:underline">
          <HostileText text={ruleName} />
        </Link>
        <span className="block text-muted-foreground text-xs">
          <HostileText
            text={
              facts.kind === "every" && facts.trigger
                ? facts.trigger.sentence
                : summarize(facts)
            }
          />
        </span>
        <span className="text-muted-foreground text-xs md:hidden">
          <TimeStamp at={at} viewer={told} />
        </span>
      </TableCell>
      <TableCell className="max-md:hidden">
        <SeverityMark severity={severity} />
      </TableCell>
      <TableCell className="max-lg:hidden">
        {owner ? (
          <HostileText text={owner.name} />
        ) : (
          <span className="text-muted-foreground">Nobody</span>
        )}
      </TableCell>
      <TableCell className="pr-6 max-md:pr-4">
        <span className="flex flex-wrap gap-1">
          <AlertStateMark state={alert.state} />
          {wasMuted && <Badge tone="quiet">Muted</Badge>}
        </span>
      </TableCell>
    </TableRow>
  );
}

export function AlertStateMark({ state }: { state: AlertState }) {
  const { label, tone } = states[state];
  return <Badge tone={tone}>{label}</Badge>;
}

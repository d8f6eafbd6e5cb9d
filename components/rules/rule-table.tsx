import Link from "next/link";
import { SeverityMark } from "@/components/alerts/severity-mark";
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
import { describeRule } from "@/lib/rules/describe";
import type { Rule } from "@/lib/rules/rule";

const grouped = new Intl.NumberFormat("en-GB");

export function RuleTable({ rules }: { rules: (Rule & { fireCount: number })[] }) {
  return (
    <TableRegion label="Rules" className="border-y">
      <Table>
        <caption className="sr-only">{rules.length} rules</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Rule</TableHead>
            <TableHead className="max-md:hidden">Severity</TableHead>
            <TableHead>State</TableHead>
            <TableHead className="pr-6 text-right max-md:pr-4">Fired</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rules.map((rule) => (
            <TableRow key={rule.id}>
              <TableCell className="max-w-0 pl-6 max-md:pl-4">
                <Link
                  href={`/alerts/rules/${rule.id}`}
                  className="font-medium hover:underline"
                >
                  <HostileText text={rule.definition.name} />
                </Link>
                <span className="block truncate text-muted-foreground text-xs">
                  {describeRule(rule.definition)}
                </span>
              </TableCell>
              <TableCell className="w-28 max-md:hidden">
                <SeverityMark severity={rule.definition.severity} />
              </TableCell>
              <TableCell className="w-28">
                <RuleState rule={rule} />
              </TableCell>
              <TableCell className="w-24 pr-6 text-right tabular-nums max-md:pr-4">
                {grouped.format(rule.fireCount)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

export function RuleState({ rule }: { rule: Rule }) {
  if (rule.stoppedReason !== null) return <Badge tone="red">Stopped</Badge>;
  if (!rule.isEnabled) return <Badge tone="quiet">Off</Badge>;
  if (rule.isMuted) return <Badge tone="amber">Muted</Badge>;
  const isLearning =
    rule.definition.kind === "first_seen" && rule.learnedVersion < rule.version;
  return isLearning ? (
    <Badge tone="quiet">Learning</Badge>
  ) : (
    <Badge tone="create">On</Badge>
  );
}

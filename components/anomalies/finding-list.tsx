import { AlertTriangle, Eye } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import { Badge } from "@/components/ui/badge";
import type { Finding } from "@/lib/anomalies/model";

const weights = {
  high: { label: "Look now", tone: "red", icon: AlertTriangle },
  medium: { label: "Worth a look", tone: "amber", icon: Eye },
} as const;

/** What was noticed, why that is unusual, and the entries that show it. */
export function FindingList({
  findings,
  viewer,
}: {
  findings: (Finding & { href: string })[];
  viewer: Viewer;
}) {
  return (
    <ul aria-label="Unusual activity" className="divide-y border-y">
      {findings.map((finding) => (
        <FindingItem key={finding.id} finding={finding} viewer={viewer} />
      ))}
    </ul>
  );
}

function FindingItem({
  finding: { title, says, weight, count, at, href },
  viewer,
}: {
  finding: Finding & { href: string };
  viewer: Viewer;
}) {
  const { label, tone, icon: Icon } = weights[weight];
  return (
    <li className="grid grid-cols-[6rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-6 py-2.5 text-sm max-md:grid-cols-[minmax(0,1fr)_auto] max-md:px-4">
      <div className="max-md:order-3 max-md:col-span-2 max-md:text-muted-foreground">
        {at === null ? (
          <span className="text-muted-foreground">Last 7 days</span>
        ) : (
          <TimeStamp at={at} viewer={viewer} />
        )}
      </div>
      <div className="grid min-w-0 gap-0.5">
        <h3 className="font-medium">{title}</h3>
        <p className="max-w-prose text-muted-foreground [overflow-wrap:anywhere]">
          <HostileText text={says} />
        </p>
        <SoftLink
          href={href}
          className="w-fit text-primary underline-offset-2 hover:underline max-md:py-2"
        >
          {count === 1 ? "The entry" : `The ${count.toLocaleString("en-GB")} entries`}
          <span className="sr-only">: {title}</span>
        </SoftLink>
      </div>
      <Badge tone={tone}>
        <Icon aria-hidden />
        {label}
      </Badge>
    </li>
  );
}

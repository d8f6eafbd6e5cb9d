import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { type Finding, type Weight, weightWords } from "@/lib/reviews/model";

const tones: Record<Weight, BadgeTone> = { note: "quiet", minor: "amber", major: "red" };

export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ol aria-label="Findings" className="divide-y border-y">
      {findings.map(({ number, weight, finding, entryId, author }) => (
        <li key={number} className="grid gap-1 py-2 text-sm">
          <span className="flex flex-wrap items-center gap-2">
            <span className="text-muted-foreground tabular-nums">{number}</span>
            <Badge tone={tones[weight]}>{weightWords[weight].name}</Badge>
            <span className="text-muted-foreground text-xs">
              <HostileText text={author.name ?? author.email ?? ""} />
            </span>
            {entryId !== null && (
              <Link
                href={`/admin/audit-logs/${entryId}`}
                className="text-xs underline"
                aria-label={`The entry of finding ${number}`}
              >
                Its entry
              </Link>
            )}
          </span>
          <p className="max-w-prose [overflow-wrap:anywhere]">
            <HostileText text={finding} keepLines />
          </p>
        </li>
      ))}
    </ol>
  );
}

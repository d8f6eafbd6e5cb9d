import type { ReactNode } from "react";
import type { Viewer } from "@/components/entries/viewer";
import { SoftLink } from "@/components/shell/soft-link";
import { spellOut } from "@/lib/entries/claimed-time";
import { describeDays, describeMoment, describeZone } from "@/lib/entries/moment";

type Range = { from: string | null; to: string | null };

export function ResultHeading({
  title,
  level: Heading = "h1",
  total,
  range,
  viewer,
  reads,
  actions,
}: {
  title: string;
  level?: "h1" | "h2";
  /** Null while it is being counted. */
  total: number | null;
  range: Range;
  viewer: Viewer;
  /** The list without what was only looked at. */
  reads: { count: number; href: string } | null;
  actions?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-6 pt-5 max-md:px-4">
      <div>
        <Heading className="font-semibold text-xl tracking-tight">{title}</Heading>
        <div className="flex flex-wrap items-center gap-x-3 text-sm">
          <p
            aria-live="polite"
            className="text-muted-foreground text-sm tabular-nums"
            title={spellOutRange(range, viewer)}
          >
            {total !== null && (
              <span className="font-medium text-foreground">{countEntries(total)}</span>
            )}
            {total !== null && " · "}
            {describeDays(range, viewer.now, viewer.zone)},{" "}
            {describeZone(viewer.zone, viewer.now)}
          </p>
          {reads !== null && <HideReads {...reads} />}
        </div>
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

function HideReads({ count, href }: { count: number; href: string }) {
  const what = count === 1 ? "1 read" : `${count.toLocaleString("en-GB")} reads`;
  return (
    <SoftLink
      href={href}
      keepsPlace
      className="inline-flex min-h-6 items-center text-primary underline-offset-2 hover:underline max-md:min-h-11"
    >
      Hide {what}
    </SoftLink>
  );
}

/** The same as one sentence, for the table's caption. */
export function describeResult(total: number, range: Range, viewer: Viewer): string {
  const days = describeDays(range, viewer.now, viewer.zone);
  return `${countEntries(total)}, ${days}, ${describeZone(viewer.zone, viewer.now)}`;
}

function countEntries(total: number): string {
  return total === 1 ? "1 entry" : `${total.toLocaleString("en-GB")} entries`;
}

function spellOutRange({ from, to }: Range, { zone }: Viewer): string {
  const edge = (at: string) => spellOut(describeMoment(at, zone), zone);
  return `${from === null ? "The beginning" : edge(from)} – ${to === null ? "now" : edge(to)}`;
}

import { RelativeTime } from "@/components/entries/relative-time";
import { type Viewer, zoneOf } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import { describeClaim, spellOut } from "@/lib/entries/claimed-time";
import type { Entry } from "@/lib/entries/model";
import { describeMoment, type Moment } from "@/lib/entries/moment";

/** Relative for reading, the time of day below it, the whole of it with its zone on hover. */
export function TimeStamp({
  at,
  viewer,
  client,
  className,
}: {
  at: string;
  viewer: Viewer;
  /** Whose zone it may be told in. */
  client?: string | null;
  className?: string;
}) {
  const zone = zoneOf(viewer, client);
  const moment = describeMoment(at, zone);
  return (
    <time
      dateTime={moment.iso}
      title={spellOut(moment, zone)}
      className={cn("whitespace-nowrap", className)}
    >
      <span className="block max-md:inline">
        <RelativeTime
          at={at}
          now={viewer.now}
          otherwise={describeDate(moment, viewer, zone)}
        />
      </span>
      <span className="block text-muted-foreground text-xs max-md:inline max-md:before:content-['_·_'] md:in-data-[density=compact]:hidden">
        {moment.clock}
        {zone !== viewer.zone && ` ${moment.zoneName}`}
      </span>
    </time>
  );
}

export function ClaimedTime({ entry, viewer }: { entry: Entry; viewer: Viewer }) {
  const claim = describeClaim(entry, zoneOf(viewer, entry.client));
  if (claim === null) return null;
  return (
    <Badge tone="quiet" className="leading-4 whitespace-normal" title={claim.title}>
      {claim.text}
    </Badge>
  );
}

/** The year only where it is not this one. */
function describeDate(moment: Moment, { now }: Viewer, zone: string): string {
  const today = describeMoment(new Date(now).toISOString(), zone);
  return moment.year === today.year ? moment.shortDay : moment.day;
}

import { RelativeTime } from "@/components/entries/relative-time";
import { type Viewer, zoneOf } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import { describeAgo, describeSpan } from "@/lib/entries/age";
import type { Entry } from "@/lib/entries/model";
import { describeMoment, type Moment } from "@/lib/entries/moment";

const claimDistanceMin = 120_000;

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

/** The same in a row of the list, whose look is in rows.css. */
export function RowTime({
  at,
  viewer,
  client,
}: {
  at: string;
  viewer: Viewer;
  client: string | null;
}) {
  const zone = zoneOf(viewer, client);
  const moment = describeMoment(at, zone);
  const date = describeDate(moment, viewer, zone);
  return (
    <time dateTime={moment.iso} title={spellOut(moment, zone)}>
      <span>
        {describeAgo(at, viewer.now) === null ? (
          date
        ) : (
          <RelativeTime at={at} now={viewer.now} otherwise={date} />
        )}
      </span>
      <span className="below">
        {zone === viewer.zone ? moment.clock : `${moment.clock} ${moment.zoneName}`}
      </span>
    </time>
  );
}

export function ClaimedTime({ entry, viewer }: { entry: Entry; viewer: Viewer }) {
  if (entry.occurred_at === null) return null;
  const distance = Date.parse(entry.recorded_at) - Date.parse(entry.occurred_at);
  if (Math.abs(distance) <= claimDistanceMin) return null;
  const zone = zoneOf(viewer, entry.client);
  const moment = describeMoment(entry.occurred_at, zone);
  return (
    <Badge
      tone="quiet"
      className="leading-4 whitespace-normal"
      title={`Happened ${spellOut(moment, zone)}, says the sender`}
    >
      reported {describeSpan(distance, 1)} {distance > 0 ? "earlier" : "later"}
    </Badge>
  );
}

/** The year only where it is not this one. */
function describeDate(moment: Moment, { now }: Viewer, zone: string): string {
  const today = describeMoment(new Date(now).toISOString(), zone);
  return moment.year === today.year ? moment.shortDay : moment.day;
}

export function spellOut(moment: Moment, zone: string): string {
  const name = moment.zoneName === zone ? zone : `${moment.zoneName}, ${zone}`;
  return `${moment.day} ${moment.preciseClock} (${name})`;
}

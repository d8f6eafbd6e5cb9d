import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
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
import {
  channelWords,
  type Feed,
  type FeedState,
  formWords,
  stateOfFeed,
} from "@/lib/feeds/model";

const grouped = new Intl.NumberFormat("en-GB");

const states: Record<FeedState, { label: string; tone: BadgeTone }> = {
  healthy: { label: "Delivering", tone: "create" },
  behind: { label: "Not seen lately", tone: "amber" },
  failing: { label: "Failing", tone: "red" },
  paused: { label: "Paused", tone: "quiet" },
};

export function FeedTable({
  feeds,
  head,
  now,
}: {
  feeds: Feed[];
  head: number;
  now: number;
}) {
  return (
    <TableRegion label="All feeds" className="border-y">
      <Table>
        <caption className="sr-only">{feeds.length} feeds</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Feed</TableHead>
            <TableHead className="max-md:hidden">Goes to</TableHead>
            <TableHead className="text-right max-lg:hidden">Delivered</TableHead>
            <TableHead className="text-right max-md:hidden">Waiting</TableHead>
            <TableHead className="pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {feeds.map((feed) => (
            <TableRow key={feed.id}>
              <TableCell className="pl-6 max-md:pl-4">
                <Link
                  href={`/settings/feeds/${feed.id}`}
                  className="font-medium hover:underline"
                >
                  <HostileText text={feed.name} />
                </Link>
                <span className="block text-muted-foreground text-xs">
                  {channelWords[feed.channel].name}, {formWords[feed.form].name}
                </span>
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere] max-md:hidden">
                <HostileText text={feed.host} />
              </TableCell>
              <TableCell className="text-right tabular-nums max-lg:hidden">
                {grouped.format(feed.sentCount)}
              </TableCell>
              <TableCell className="text-right tabular-nums max-md:hidden">
                {grouped.format(countWaiting(feed, head))}
              </TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                <FeedStateBadge feed={feed} now={now} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

/** Entries of the log that it has not looked at yet. */
export function countWaiting({ nextIdx }: Pick<Feed, "nextIdx">, head: number): number {
  return Math.max(0, head + 1 - nextIdx);
}

export function FeedStateBadge({ feed, now }: { feed: Feed; now: number }) {
  const { label, tone } = states[stateOfFeed(feed, now)];
  return <Badge tone={tone}>{label}</Badge>;
}

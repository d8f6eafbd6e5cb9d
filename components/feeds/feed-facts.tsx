import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import type { Viewer } from "@/components/entries/viewer";
import { countWaiting } from "@/components/feeds/feed-table";
import { SoftLink } from "@/components/shell/soft-link";
import { describeTime } from "@/lib/entries/moment";
import { channelWords, type Feed, formWords } from "@/lib/feeds/model";

const grouped = new Intl.NumberFormat("en-GB");

export function FeedFacts({
  feed,
  head,
  viewer,
}: {
  feed: Feed;
  head: number;
  viewer: Viewer;
}) {
  const { channel, form, host, query, nextIdx, sentCount, deliveredAt, failingSince } =
    feed;
  return (
    <dl className="grid max-w-3xl grid-cols-[9rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm max-md:grid-cols-1">
      <Fact name="Goes to">
        {channelWords[channel].name} at <HostileText text={host} />
      </Fact>
      <Fact name="Form">{formWords[form].name}</Fact>
      <Fact name="Entries">
        <SoftLink
          className="underline"
          href={`/admin/audit-logs?${query || "range=all"}`}
        >
          {query === "" ? "All of the log" : "Of its filter"}
        </SoftLink>
      </Fact>
      <Fact name="Delivered">
        {grouped.format(sentCount)}
        {deliveredAt !== null && `, last on ${describeTime(deliveredAt, viewer.zone)}`}
      </Fact>
      <Fact name="Waiting">
        {grouped.format(countWaiting(feed, head))} entries, from #
        {grouped.format(nextIdx)} on
      </Fact>
      {failingSince !== null && (
        <Fact name="Failing since">{describeTime(failingSince, viewer.zone)}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground max-md:not-first:mt-1">{name}</dt>
      <dd className="tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

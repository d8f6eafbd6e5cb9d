import { HostileText } from "@/components/entries/hostile-text";
import type { Viewer } from "@/components/entries/viewer";
import { countWaiting } from "@/components/feeds/feed-table";
import { Fact, FactList } from "@/components/shell/fact-list";
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
    <FactList>
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
    </FactList>
  );
}

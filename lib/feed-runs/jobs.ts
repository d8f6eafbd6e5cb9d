import type { Entry } from "@/lib/entries/model";
import { createPredicate } from "@/lib/entries/predicate";
import { resolveRange } from "@/lib/entries/range";
import { requireQuery, wholeLog } from "@/lib/exports/model";
import { type FeedRules, sendBatch } from "@/lib/feeds/channels/send";
import { feedLimits } from "@/lib/feeds/model";
import { log } from "@/lib/kit/log";
import { readOn } from "@/lib/rule-runs/queries";
import { Lanes } from "@/lib/runtime/lanes";
import { readInScope } from "@/lib/runtime/transaction";
import { recordFailure, recordProgress, type TakenFeed, takeFeed } from "./mutations";
import { type DueFeed, listDueFeeds } from "./queries";

const lanesMax = 8;
/** Receivers of events take about a megabyte at a time. */
const batchBytesMax = 800_000;

/**
 * Each feed has a lane of its own, so a receiver that is slow or down keeps only its own
 * entries waiting, and never the log.
 */
export class FeedLanes extends Lanes<DueFeed> {
  constructor(rules: FeedRules) {
    super({
      lanesMax,
      list: listDueFeeds,
      laneOf: ({ organizationId, id }) => `${organizationId} ${id}`,
      run: async (due) => {
        await runFeed(due, rules);
        return true;
      },
      onError: (err, { id: feed }) => log.error({ err, feed }, "a feed failed"),
    });
  }
}

/** One batch of a feed: the next entries of its filter, then how far it is. */
export async function runFeed(due: DueFeed, rules: FeedRules): Promise<void> {
  const taken = await takeFeed(due);
  if (taken === null) return;
  const read = await readNext(taken);
  const { entries, nextIdx, isBehind } = read;
  if (entries.length > 0) {
    const { channel, form, organization, address, secret } = taken;
    const batch = { feedId: taken.id, channel, form, organization, address, secret };
    const failure = await sendBatch({ ...batch, entries }, rules);
    if (failure !== null) return recordFailure(taken, failure);
  }
  await recordProgress(taken, { nextIdx, sentCount: entries.length, isBehind });
}

type Next = { entries: Entry[]; nextIdx: number; isBehind: boolean };

async function readNext({ organizationId, query, nextIdx }: TakenFeed): Promise<Next> {
  const limit = feedLimits.entriesMax;
  const read = await readInScope({ organizationId, clientId: null }, (tx) =>
    readOn(tx, organizationId, { fromIdx: nextIdx, limit }),
  );
  const { filter } = query === "" ? wholeLog : requireQuery(query);
  const everything = { ...filter, range: wholeLog.filter.range };
  const matches = createPredicate(
    everything,
    resolveRange(everything, new Date(), "UTC"),
  );
  const entries: Entry[] = [];
  let bytes = 0;
  for (const [at, entry] of read.entries()) {
    if (!matches(entry)) continue;
    bytes += JSON.stringify(entry).length;
    if (entries.length > 0 && bytes > batchBytesMax) {
      return { entries, nextIdx: read[at]?.idx ?? nextIdx, isBehind: true };
    }
    entries.push(entry);
  }
  const last = read.at(-1);
  const isBehind = read.length === limit;
  return { entries, nextIdx: last === undefined ? nextIdx : last.idx + 1, isBehind };
}

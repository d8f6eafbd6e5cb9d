import type { ScopeFacts } from "@/lib/access/model";
import type { Predicate } from "@/lib/entries/predicate";
import { formatEvent, formatHeartbeat, formatPlace, formatRetry } from "./frame";
import type { Hub, Reader } from "./hub";
import { isInScope, liveLimits, type TailEntry } from "./model";
import { createOutlet } from "./outlet";

export type LiveSelection = {
  scope: ScopeFacts;
  matches: Predicate;
  /** The last entry the reader has, by the number it knows entries by. */
  place: number;
  /** What is written for an entry. */
  describe: (tail: TailEntry) => unknown;
};

export type LiveSources = {
  hub: Hub;
  /** What follows `place` up to an idx, oldest first, a part of it at a time. */
  listMissed: (place: number, upToIdx: number) => Promise<TailEntry[]>;
  report: (error: unknown) => void;
};

/**
 * One reader's stream. It joins the hub first and reads up to where it joined: what comes
 * meanwhile waits, so there is no gap between the two and nothing is told twice.
 */
export function openLiveStream(
  { hub, listMissed, report }: LiveSources,
  selection: LiveSelection,
  { reader, signal, onEnd }: { reader: Reader; signal: AbortSignal; onEnd: () => void },
): ReadableStream<Uint8Array> {
  const { scope, matches, describe } = selection;
  const placeOf = ({ entry }: TailEntry) =>
    scope.clientId === null ? entry.idx : entry.sidx;
  let place = selection.place;
  let pending: TailEntry[] | null = [];

  const outlet = createOutlet(() => {
    for (const timer of timers) clearTimeout(timer);
    signal.removeEventListener("abort", outlet.end);
    hub.leave(subscriber);
    onEnd();
  });
  signal.addEventListener("abort", outlet.end);
  const timers = [
    setInterval(beat, liveLimits.heartbeatMs),
    setTimeout(() => say("the stream is old; come back"), liveLimits.lifeMs),
  ];
  const subscriber = {
    organizationId: scope.organizationId,
    reader,
    deliver: (entries: TailEntry[]) => {
      if (pending === null) return tell(entries);
      pending.push(...entries);
      if (pending.length > liveLimits.pendingEntriesMax) outlet.end();
    },
    end: say,
  };

  function tell(entries: TailEntry[]): void {
    for (const tail of entries) {
      if (!isInScope(scope, tail)) continue;
      place = placeOf(tail);
      if (!matches(tail.entry)) continue;
      outlet.write(formatEvent("entry", place, describe(tail)));
    }
  }

  function beat(): void {
    outlet.write(formatHeartbeat());
    if (place >= 0) outlet.write(formatPlace(place));
  }

  function say(reason: string): void {
    outlet.write(formatEvent("end", null, { reason }));
    outlet.end();
  }

  async function join(): Promise<void> {
    outlet.write(formatRetry(liveLimits.retryMs));
    if (place >= 0) outlet.write(formatPlace(place));
    const joinedAt = await hub.enter(subscriber);
    if (outlet.isEnded()) return hub.leave(subscriber);
    for (let isMore = true; isMore && !outlet.isEnded(); ) {
      await outlet.whenReady();
      const missed = await listMissed(place, joinedAt);
      const last = missed.at(-1);
      tell(missed);
      if (last) place = placeOf(last);
      isMore = last !== undefined;
    }
    const waited = pending ?? [];
    pending = null;
    tell(waited);
  }

  function fail(error: unknown): void {
    report(error);
    outlet.end();
  }

  if (signal.aborted) outlet.end();
  else join().catch(fail);
  return outlet.stream;
}

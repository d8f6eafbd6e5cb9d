import type { ScopeFacts } from "@/lib/access/model";
import type { Predicate } from "@/lib/entries/predicate";
import { formatEvent, formatHeartbeat, formatPlace, formatRetry } from "./frame";
import type { Hub, Reader, Subscriber } from "./hub";
import { isInScope, liveLimits, type TailEntry } from "./model";
import { createOutlet, type Outlet } from "./outlet";

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

export type Listener = { reader: Reader; signal: AbortSignal; onEnd: () => void };

export function openLiveStream(
  sources: LiveSources,
  selection: LiveSelection,
  listener: Listener,
): ReadableStream<Uint8Array> {
  return new LiveStream(sources, selection, listener).open();
}

/**
 * One reader's stream. It joins the hub first and reads up to where it joined: what comes
 * meanwhile waits, so there is no gap between the two and nothing is told twice.
 */
class LiveStream implements Subscriber {
  readonly organizationId: string;
  readonly reader: Reader;
  private place: number;
  private pending: TailEntry[] | null = [];
  private readonly outlet: Outlet;
  private readonly timers: ReturnType<typeof setInterval>[];

  constructor(
    private readonly sources: LiveSources,
    private readonly selection: LiveSelection,
    private readonly listener: Listener,
  ) {
    this.organizationId = selection.scope.organizationId;
    this.reader = listener.reader;
    this.place = selection.place;
    this.outlet = createOutlet(() => this.cleanUp());
    listener.signal.addEventListener("abort", this.outlet.end);
    this.timers = [
      setInterval(() => this.beat(), liveLimits.heartbeatMs),
      setTimeout(() => this.end("the stream is old; come back"), liveLimits.lifeMs),
    ];
  }

  open(): ReadableStream<Uint8Array> {
    if (this.listener.signal.aborted) this.outlet.end();
    else {
      this.join().catch((error: unknown) => {
        this.sources.report(error);
        this.outlet.end();
      });
    }
    return this.outlet.stream;
  }

  deliver(entries: TailEntry[]): void {
    if (this.pending === null) {
      this.tell(entries);
      return;
    }
    this.pending.push(...entries);
    if (this.pending.length > liveLimits.pendingEntriesMax) this.outlet.end();
  }

  end(reason: string): void {
    this.outlet.write(formatEvent("end", null, { reason }));
    this.outlet.end();
  }

  private async join(): Promise<void> {
    const { hub } = this.sources;
    this.outlet.write(formatRetry(liveLimits.retryMs));
    this.tellPlace();
    const joinedAt = await hub.enter(this);
    if (this.outlet.isEnded()) {
      hub.leave(this);
      return;
    }
    for (let isMore = true; isMore && !this.outlet.isEnded(); ) {
      isMore = await this.catchUp(joinedAt);
    }
    const waited = this.pending ?? [];
    this.pending = null;
    this.tell(waited);
  }

  private async catchUp(joinedAt: number): Promise<boolean> {
    await this.outlet.whenReady();
    const missed = await this.sources.listMissed(this.place, joinedAt);
    const last = missed.at(-1);
    this.tell(missed);
    if (last) this.place = this.placeOf(last);
    return last !== undefined;
  }

  private tell(entries: TailEntry[]): void {
    const { scope, matches, describe } = this.selection;
    for (const tail of entries) {
      if (!isInScope(scope, tail)) continue;
      this.place = this.placeOf(tail);
      if (!matches(tail.entry)) continue;
      this.outlet.write(formatEvent("entry", this.place, describe(tail)));
    }
  }

  private placeOf({ entry }: TailEntry): number {
    return this.selection.scope.clientId === null ? entry.idx : entry.sidx;
  }

  private beat(): void {
    this.outlet.write(formatHeartbeat());
    this.tellPlace();
  }

  private tellPlace(): void {
    if (this.place >= 0) this.outlet.write(formatPlace(this.place));
  }

  private cleanUp(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.listener.signal.removeEventListener("abort", this.outlet.end);
    this.sources.hub.leave(this);
    this.listener.onEnd();
  }
}

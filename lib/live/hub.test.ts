import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { Hub } from "./hub";
import type { TailEntry } from "./model";

const partMax = 3;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A log in memory whose reads take a moment, with notices that may get lost. */
function makeLog() {
  const log: TailEntry[] = [];
  let notice: (organizationId: string) => void = () => {};
  let listenCount = 0;
  const hub = new Hub({
    findHead: async () => log.length - 1,
    listTail: async (_organizationId, after) => {
      const part = log.slice(after + 1, after + 1 + partMax);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return part;
    },
    listen: async (onAppend) => {
      listenCount += 1;
      notice = onAppend;
      return async () => {
        listenCount -= 1;
      };
    },
    report: () => {},
  });
  const append = (count: number, isNoticed: boolean) => {
    for (let at = 0; at < count; at += 1) {
      log.push({ entry: { idx: log.length } as Entry, clientId: null });
    }
    if (isNoticed) notice("org");
  };
  return { hub, append, log, countListeners: () => listenCount };
}

function makeSubscriber(check = async () => true) {
  const seen: number[] = [];
  const ended: string[] = [];
  const subscriber = {
    organizationId: "org",
    reader: { id: "key_a", check },
    deliver: (entries: TailEntry[]) => {
      seen.push(...entries.map(({ entry }) => entry.idx));
    },
    end: (why: string) => {
      ended.push(why);
    },
  };
  return { subscriber, seen, ended };
}

const steps = fc.array(
  fc.record({
    count: fc.nat({ max: 8 }),
    isNoticed: fc.boolean(),
    waitMs: fc.nat({ max: 30 }),
    joins: fc.boolean(),
  }),
  { maxLength: 12 },
);

describe("the hub", () => {
  it("gives every reader what follows its join, once and in order, also when notices get lost", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { hub, append, log } = makeLog();
        const readers: { joinedAt: number; seen: number[] }[] = [];
        for (const { count, isNoticed, waitMs, joins } of script) {
          append(count, isNoticed);
          await vi.advanceTimersByTimeAsync(waitMs);
          if (!joins) continue;
          const { subscriber, seen } = makeSubscriber();
          readers.push({ joinedAt: await hub.enter(subscriber), seen });
        }
        await vi.advanceTimersByTimeAsync(3_000);
        for (const { joinedAt, seen } of readers) {
          const expected = log.slice(joinedAt + 1).map(({ entry }) => entry.idx);
          expect(seen).toEqual(expected);
        }
        vi.clearAllTimers();
      }),
      { numRuns: 60 },
    );
  });

  it("listens on one connection however many read, and lets it go with the last", async () => {
    const { hub, countListeners } = makeLog();
    const readers = [makeSubscriber(), makeSubscriber(), makeSubscriber()];
    for (const { subscriber } of readers) await hub.enter(subscriber);
    expect(countListeners()).toBe(1);
    for (const { subscriber } of readers) {
      hub.leave(subscriber);
      hub.leave(subscriber);
    }
    await vi.advanceTimersByTimeAsync(10);
    expect(countListeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends the streams of a reader within a second of losing its right, and no other's", async () => {
    const { hub } = makeLog();
    let mayRead = true;
    const one = makeSubscriber(async () => mayRead);
    const other = makeSubscriber();
    other.subscriber.reader.id = "key_b";
    await hub.enter(one.subscriber);
    await hub.enter(other.subscriber);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(one.ended).toEqual([]);
    mayRead = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(one.ended.length).toBeGreaterThan(0);
    expect(other.ended).toEqual([]);
  });
});

/**
 * Guarantees: one set of figures for the process, however often a module is bundled; counting
 * never waits and never fails a request.
 * Does not: know of organizations or people, or survive the process; the log is the record.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";

const boundsSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5] as const;

export type Meter = {
  /** By method and class of status: `GET 2xx`. */
  requests: Map<string, number>;
  /** How many answers took no longer than each bound, and all of them. */
  durations: { atMost: Map<number, number>; count: number; sumSeconds: number };
  entriesIngested: number;
  loopDelay: ReturnType<typeof monitorEventLoopDelay>;
};

const holder = globalThis as { custodyMeter?: Meter };

/** getMeter returns the process's figures, and begins them when first asked. */
export function getMeter(): Meter {
  if (!holder.custodyMeter) {
    const loopDelay = monitorEventLoopDelay({ resolution: 20 });
    loopDelay.enable();
    holder.custodyMeter = {
      requests: new Map(),
      durations: {
        atMost: new Map(boundsSeconds.map((bound) => [bound, 0])),
        count: 0,
        sumSeconds: 0,
      },
      entriesIngested: 0,
      loopDelay,
    };
  }
  return holder.custodyMeter;
}

/** meterRequest counts one answer and how long it took. */
export function meterRequest(method: string, status: number, seconds: number): void {
  const { requests, durations } = getMeter();
  const name = `${method} ${Math.floor(status / 100)}xx`;
  requests.set(name, (requests.get(name) ?? 0) + 1);
  durations.count += 1;
  durations.sumSeconds += seconds;
  for (const [bound, count] of durations.atMost) {
    if (seconds <= bound) durations.atMost.set(bound, count + 1);
  }
}

/** meterIngested counts entries that were stored for senders. */
export function meterIngested(count: number): void {
  getMeter().entriesIngested += count;
}

/**
 * Guarantees: single events of one organization that arrive while a batch is in flight go
 * together in the next one (group commit); each caller is answered only after the commit
 * that holds its entries; one caller's bad request never fails another's.
 * Does not: hold more than a bounded number of events; past that it refuses at once.
 */

import type { AppendItem } from "@/lib/entries/batch";
import { AppError, toAppError } from "@/lib/kit/errors";
import { type AppendOutcome, appendAlone } from "./append";
import { meterIngested } from "./meter";

export const queueLimits = {
  groupEventsMax: 1000,
  groupsInFlightMax: 2,
  waitingEventsMax: 20_000,
  /** Of one request, whose events each make an entry a client: what one statement can take. */
  requestEntriesMax: 5000,
} as const;

type Waiting = {
  items: AppendItem[];
  resolve: (outcome: AppendOutcome) => void;
  reject: (error: unknown) => void;
};

type Lane = {
  waiting: Waiting[];
  events: number;
  groupsInFlight: number;
  isDue: boolean;
};

const lanes = new Map<string, Lane>();

/**
 * enqueueAppend adds one request to its organization's next group and returns its outcome
 * after the commit. Throws `service.overloaded` when the lane is full.
 */
export function enqueueAppend(
  organizationId: string,
  items: AppendItem[],
): Promise<AppendOutcome> {
  const lane = lanes.get(organizationId) ?? {
    waiting: [],
    events: 0,
    groupsInFlight: 0,
    isDue: false,
  };
  lanes.set(organizationId, lane);
  if (lane.events + items.length > queueLimits.waitingEventsMax) {
    throw new AppError("service.overloaded", { retryAfterSeconds: 1 });
  }
  return new Promise((resolve, reject) => {
    lane.waiting.push({ items, resolve, reject });
    lane.events += items.length;
    schedule(organizationId, lane);
  });
}

/** After this turn of the event loop: callers just answered ask again before a group leaves. */
function schedule(organizationId: string, lane: Lane): void {
  if (lane.isDue || lane.groupsInFlight === queueLimits.groupsInFlightMax) return;
  lane.isDue = true;
  setImmediate(() => {
    lane.isDue = false;
    send(organizationId, lane);
  });
}

/**
 * With two groups under way one is prepared here while the database writes the other, so a
 * first group leaves half of what waits for the second.
 */
function send(organizationId: string, lane: Lane): void {
  while (lane.groupsInFlight < queueLimits.groupsInFlightMax && lane.waiting.length > 0) {
    const share = lane.groupsInFlight === 0 ? 2 : 1;
    const group = takeGroup(lane, Math.ceil(lane.waiting.length / share));
    lane.groupsInFlight += 1;
    void appendGroup(organizationId, group).finally(() => {
      lane.groupsInFlight -= 1;
      if (lane.waiting.length > 0) schedule(organizationId, lane);
      else if (lane.groupsInFlight === 0 && !lane.isDue) lanes.delete(organizationId);
    });
  }
}

/** Takes what fits one group; an idempotency key met again waits for the next one. */
function takeGroup(lane: Lane, requestsMax: number): Waiting[] {
  const keys = new Set<string>();
  let events = 0;
  let count = 0;
  for (const { items } of lane.waiting.slice(0, requestsMax)) {
    const mine = items.flatMap((item) => item.idempotency?.key ?? []);
    const isFull = count > 0 && events + items.length > queueLimits.groupEventsMax;
    if (isFull || mine.some((key) => keys.has(key))) break;
    for (const key of mine) keys.add(key);
    events += items.length;
    count += 1;
  }
  lane.events -= events;
  return lane.waiting.splice(0, count);
}

async function appendGroup(organizationId: string, group: Waiting[]): Promise<void> {
  try {
    await appendTogether(organizationId, group);
  } catch (error) {
    const isAlone = group.length === 1;
    if (isAlone || toAppError(error).code === "service.unavailable") {
      for (const waiting of group) waiting.reject(error);
      return;
    }
    for (const waiting of group) await appendGroup(organizationId, [waiting]);
  }
}

async function appendTogether(organizationId: string, group: Waiting[]): Promise<void> {
  const outcomes = await appendAlone(
    organizationId,
    group.map((waiting) => waiting.items),
  );
  group.forEach((waiting, position) => {
    const outcome = outcomes[position];
    if (outcome?.status === "appended") meterIngested(outcome.entries.length);
    if (outcome) waiting.resolve(outcome);
    else waiting.reject(new Error("the append returned no outcome"));
  });
}

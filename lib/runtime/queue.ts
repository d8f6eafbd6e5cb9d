/**
 * Guarantees: single events of one organization that arrive while a batch is in flight go
 * together in the next one (group commit); each caller is answered only after the commit
 * that holds its entries; one caller's bad request never fails another's.
 * Does not: hold more than a bounded number of events; past that it refuses at once.
 */
import { AppError, toAppError } from "@/lib/kit/errors";
import { type AppendItem, type AppendOutcome, appendRequests } from "./append";
import { inScope } from "./transaction";

export const queueLimits = { batchEventsMax: 1000, waitingEventsMax: 20_000 } as const;

type Waiting = {
  items: AppendItem[];
  resolve: (outcome: AppendOutcome) => void;
  reject: (error: unknown) => void;
};

type Lane = { waiting: Waiting[]; events: number; isBusy: boolean };

const lanes = new Map<string, Lane>();

/**
 * enqueueAppend adds one request to its organization's next batch and returns its outcome
 * after the commit. Throws `service.overloaded` when the lane is full.
 */
export function enqueueAppend(
  organizationId: string,
  items: AppendItem[],
): Promise<AppendOutcome> {
  const lane = lanes.get(organizationId) ?? { waiting: [], events: 0, isBusy: false };
  lanes.set(organizationId, lane);
  if (lane.events + items.length > queueLimits.waitingEventsMax) {
    throw new AppError("service.overloaded", { retryAfterSeconds: 1 });
  }
  return new Promise((resolve, reject) => {
    lane.waiting.push({ items, resolve, reject });
    lane.events += items.length;
    if (!lane.isBusy) void drain(organizationId, lane);
  });
}

async function drain(organizationId: string, lane: Lane): Promise<void> {
  lane.isBusy = true;
  while (lane.waiting.length > 0) {
    const group = takeGroup(lane);
    try {
      await appendGroup(organizationId, group);
    } catch (error) {
      if (group.length === 1 || toAppError(error).code === "service.unavailable") {
        for (const waiting of group) waiting.reject(error);
      } else {
        await appendOneByOne(organizationId, group);
      }
    }
  }
  lane.isBusy = false;
  lanes.delete(organizationId);
}

/** Takes what fits one batch; an idempotency key met again waits for the next batch. */
function takeGroup(lane: Lane): Waiting[] {
  const keys = new Set<string>();
  let events = 0;
  let count = 0;
  for (const { items } of lane.waiting) {
    const mine = items.flatMap((item) => item.idempotency?.key ?? []);
    const isFull = count > 0 && events + items.length > queueLimits.batchEventsMax;
    if (isFull || mine.some((key) => keys.has(key))) break;
    for (const key of mine) keys.add(key);
    events += items.length;
    count += 1;
  }
  lane.events -= events;
  return lane.waiting.splice(0, count);
}

async function appendGroup(organizationId: string, group: Waiting[]): Promise<void> {
  const outcomes = await inScope(
    { organizationId, clientId: null },
    (tx) =>
      appendRequests(
        tx,
        organizationId,
        group.map((waiting) => waiting.items),
      ),
    "ingest",
  );
  group.forEach((waiting, position) => {
    const outcome = outcomes[position];
    if (outcome) waiting.resolve(outcome);
    else waiting.reject(new Error("the append returned no outcome"));
  });
}

async function appendOneByOne(organizationId: string, group: Waiting[]): Promise<void> {
  for (const waiting of group) {
    await appendGroup(organizationId, [waiting]).catch(waiting.reject);
  }
}

import { setTimeout as pause } from "node:timers/promises";
import type { Ctx } from "@/lib/access/model";
import { createApiKey } from "@/lib/api-keys/mutations";
import { liveLimits } from "@/lib/live/model";
import { readLive } from "@/testing/live-reader";
import { makeOrganization } from "@/testing/organization";
import { type Figure, measure, percentile } from "./figure";
import { openInstallation } from "./installation";
import { startWeb } from "./web";

const streamCount = 200;
const eventCount = 300;
const eventsPerSecond = 20;

type Arrivals = Map<string, number[]>;

/** From an event's acknowledgement to its arrival at each of 200 open streams. */
export async function benchLive(): Promise<Figure[]> {
  const installation = await openInstallation();
  const { ctx } = await makeOrganization("bench");
  const web = await startWeb(installation);
  const abort = new AbortController();
  try {
    const arrivals: Arrivals = new Map();
    await openStreams(web.url, ctx, { signal: abort.signal, arrivals });
    const key = await makeKey(ctx);
    const acknowledged = await sendEvents(web.url, key);
    await untilAllArrived(arrivals);
    const delays = [...acknowledged].flatMap(([id, at]) =>
      (arrivals.get(id) ?? []).map((arrivedAt) => Math.max(0, arrivedAt - at)),
    );
    const lostCount = eventCount * streamCount - delays.length;
    return [
      measure("live.delay_200_streams_p50", percentile(delays, 0.5), "ms", {
        atMost: 500,
      }),
      measure("live.delay_200_streams_p99", percentile(delays, 0.99), "ms", {
        atMost: 1_000,
      }),
      measure("live.lost_or_repeated", lostCount, "events", { atMost: 0 }),
    ];
  } finally {
    abort.abort();
    web.stop();
    await installation.stop();
  }
}

async function makeKey(ctx: Ctx): Promise<string> {
  const { key } = await createApiKey(ctx, {
    name: "bench",
    scopes: ["events:write", "audit:read"],
    clientSlug: null,
    expiresAt: null,
  });
  return key;
}

async function openStreams(
  url: string,
  ctx: Ctx,
  { signal, arrivals }: { signal: AbortSignal; arrivals: Arrivals },
): Promise<void> {
  for (let opened = 0; opened < streamCount; ) {
    const headers = { authorization: `Bearer ${await makeKey(ctx)}` };
    for (let mine = 0; mine < liveLimits.streamsPerReaderMax; mine += 1, opened += 1) {
      const path = `${url}/api/v1/audit-logs/stream?action=ticket.*`;
      const answer = await fetch(path, { headers, signal });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      void note(answer.body, arrivals).catch(() => {});
    }
  }
}

async function note(body: ReadableStream<Uint8Array> | null, arrivals: Arrivals) {
  const live = readLive(body);
  for (;;) {
    const [event] = await live.take(1);
    if (!event) return;
    const { id } = event.data as { id: string };
    const known = arrivals.get(id) ?? [];
    arrivals.set(id, known);
    known.push(performance.now());
  }
}

async function sendEvents(url: string, key: string): Promise<Map<string, number>> {
  const acknowledged = new Map<string, number>();
  for (let sent = 0; sent < eventCount; sent += 1) {
    const due = performance.now() + 1000 / eventsPerSecond;
    const answer = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ action: "ticket.updated" }),
    });
    const { entries } = await answer.json();
    acknowledged.set(entries[0].id, performance.now());
    await pause(Math.max(0, due - performance.now()));
  }
  return acknowledged;
}

async function untilAllArrived(arrivals: Arrivals): Promise<void> {
  const deadline = performance.now() + 10_000;
  const countAll = () =>
    [...arrivals.values()].reduce((sum, { length }) => sum + length, 0);
  while (countAll() < eventCount * streamCount && performance.now() < deadline) {
    await pause(50);
  }
}

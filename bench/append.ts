import postgres from "postgres";
import { mintKeyCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { appendEvents } from "@/lib/entries/mutations";
import { makeOrganization } from "@/testing/organization";
import { makeEvent } from "./events";
import { type Figure, measure, percentile } from "./figure";
import { openInstallation } from "./installation";

const callerCount = 64;
const warmUpCount = 10_000;
const eventCount = 100_000;

/** The append path in process, and the same rows inserted without a chain, in one run. */
export async function benchAppend(): Promise<Figure[]> {
  const installation = await openInstallation();
  try {
    const { organizationId } = await makeOrganization("bench");
    const facts = { id: "key_bench", name: "bench", scopes: ["events:write" as const] };
    const context = {
      ip: null,
      user_agent: null,
      session_id: null,
      request_id: "req_bench",
    };
    const ctx = mintKeyCtx({ ...facts, organizationId, clientId: null }, context);
    await callMany(warmUpCount, (at) => appendOne(ctx, at));
    const chained = await callMany(eventCount, (at) => appendOne(ctx, at));
    const plain = await insertPlain(installation.adminUrl);
    return [
      measure("append.single_64_callers", chained.rate, "events/s", { atLeast: 10_000 }),
      measure("append.single_64_callers_p99", chained.p99Ms, "ms", { atMost: 25 }),
      measure("append.plain_insert_64_callers", plain.rate, "rows/s", { atLeast: 0 }),
      measure("append.chained_to_plain", chained.rate / plain.rate, "ratio", {
        atLeast: 0.5,
      }),
    ];
  } finally {
    await installation.stop();
  }
}

function appendOne(ctx: Ctx, at: number): Promise<unknown> {
  return appendEvents(ctx, [{ event: makeEvent(at), pointer: "" }]);
}

/** As many calls under way at once as there are callers, each waiting for its answer. */
async function callMany(count: number, call: (at: number) => Promise<unknown>) {
  const latencies: number[] = [];
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const at = next;
      next += 1;
      const start = performance.now();
      await call(at);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: callerCount }, caller));
  const seconds = (performance.now() - start) / 1000;
  return { rate: count / seconds, p99Ms: percentile(latencies, 0.99) };
}

/**
 * The very rows, one caller each, grouped and committed the same way, into a table with the
 * same columns and indexes: what durability costs when nothing is chained or derived.
 */
async function insertPlain(adminUrl: string) {
  const sql = postgres(adminUrl, { max: 2, onnotice: () => {} });
  try {
    await sql`create table custody.plain (like custody.entries including all)`;
    const rows = await sql<{ text: string }[]>`
      select row_to_json(e)::text as text from custody.entries e
      order by idx desc limit ${eventCount}`;
    const insert = groupCalls<string>(
      (texts) =>
        sql`insert into custody.plain select * from
        json_populate_recordset(null::custody.plain, ${`[${texts.join(",")}]`}::text::json)`,
    );
    return await callMany(rows.length, (at) => insert(rows[at]?.text ?? ""));
  } finally {
    await sql.end();
  }
}

function groupCalls<T>(write: (items: T[]) => PromiseLike<unknown>) {
  let waiting: { item: T; resolve: () => void }[] = [];
  let isBusy = false;
  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    isBusy = false;
  };
  return (item: T) =>
    new Promise<void>((resolve) => {
      waiting.push({ item, resolve });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void drain());
    });
}

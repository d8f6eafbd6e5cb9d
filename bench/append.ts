import postgres from "postgres";
import { mintKeyCtx } from "@/lib/access/mint";
import { appendEvents } from "@/lib/entries/mutations";
import { makeOrganization } from "@/testing/organization";
import { makeEvent } from "./events";
import { type Figure, measure, percentile } from "./figure";
import { openInstallation } from "./installation";

const callerCount = 64;
const eventCount = 60_000;
const plainBatchRows = 1000;

/** The append path in process, and the same rows inserted without a chain, in one run. */
export async function benchAppend(): Promise<Figure[]> {
  const installation = await openInstallation();
  try {
    const { organizationId } = await makeOrganization("bench");
    const facts = { id: "key_bench", name: "bench", scopes: ["events:write" as const] };
    const context = { ip: null, user_agent: null, session_id: null, request_id: "req_bench" };
    const ctx = mintKeyCtx({ ...facts, organizationId, clientId: null }, context);
    await runCallers(ctx, 5_000, []);
    const latencies: number[] = [];
    const start = performance.now();
    await runCallers(ctx, eventCount, latencies);
    const chained = eventCount / ((performance.now() - start) / 1000);
    const plain = await insertPlain(installation.adminUrl);
    return [
      measure("append.single_64_callers", chained, "events/s", { atLeast: 10_000 }),
      measure("append.single_64_callers_p99", percentile(latencies, 0.99), "ms", {
        atMost: 25,
      }),
      measure("append.chained_to_plain", chained / plain, "ratio", { atLeast: 0.5 }),
    ];
  } finally {
    await installation.stop();
  }
}

async function runCallers(
  ctx: Parameters<typeof appendEvents>[0],
  count: number,
  latencies: number[],
): Promise<void> {
  let next = 0;
  const call = async () => {
    while (next < count) {
      const event = makeEvent(next);
      next += 1;
      const start = performance.now();
      await appendEvents(ctx, [{ event, pointer: "" }]);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callerCount }, call));
}

/** The very rows, into a table of the same columns and indexes, durable, chain and all left out. */
async function insertPlain(adminUrl: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`create table custody.plain (like custody.entries including all)`;
    const [range] = await sql`select max(idx)::int as last from custody.entries`;
    const last = Number(range?.last);
    const rows: string[] = [];
    for (let from = 0; from < last; from += plainBatchRows) {
      const [row] = await sql`
        select json_agg(e)::text as text from custody.entries e
        where idx >= ${from} and idx < ${from + plainBatchRows}`;
      rows.push(String(row?.text));
    }
    const start = performance.now();
    for (const text of rows) {
      await sql`insert into custody.plain
        select * from json_populate_recordset(null::custody.plain, ${text}::text::json)`;
    }
    return last / ((performance.now() - start) / 1000);
  } finally {
    await sql.end();
  }
}

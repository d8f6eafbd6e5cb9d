import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { appendEvents } from "@/lib/entries/mutations";
import { newRule } from "@/lib/rules/model";
import { createRule } from "@/lib/rules/mutations";
import { makeOrganization } from "@/testing/organization";
import { makeEvent } from "./events";
import { type Figure, measure, percentile } from "./figure";
import { openInstallation } from "./installation";

const eventsPerSecond = 2_000;
const seconds = 30;
const partsPerSecond = 20;
/** Fewer than a rule may fire within an hour: beyond that it is held back. */
const causeEvery = 1_100;
const worker = fileURLToPath(new URL("../testing/rules-worker.ts", import.meta.url));

/** From an entry's own time to that of the fire, while 2,000 events arrive a second. */
export async function benchRules(): Promise<Figure[]> {
  const installation = await openInstallation();
  const { ctx, organizationId } = await makeOrganization("bench");
  await makeRules(ctx);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", worker, installation.urls.worker],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, LOG_LEVEL: "silent", CUSTODY_URL: "https://bench.example" },
    },
  );
  const admin = postgres(installation.adminUrl, { max: 1, onnotice: () => {} });
  try {
    await pause(2_000);
    const sentCount = await sendEvents(ctx);
    const causes = await untilRead(admin, organizationId);
    const delays = await admin<{ ms: number }[]>`
      select extract(epoch from f.recorded_at - e.recorded_at)::float8 * 1000 as ms
      from custody.alerts a
      join custody.entries e on e.organization_id = a.organization_id and e.idx = a.idx
      join custody.entries f on f.organization_id = a.organization_id
        and f.idx = a.entry_idx
      where a.organization_id = ${organizationId}`;
    const list = delays.map(({ ms }) => ms);
    const lost = Math.abs(causes - list.length);
    return [
      measure("rules.arrivals", sentCount / seconds, "events/s", { atLeast: 1_900 }),
      measure("rules.delay_p50", percentile(list, 0.5), "ms", { atMost: 2_000 }),
      measure("rules.delay_p99", percentile(list, 0.99), "ms", { atMost: 5_000 }),
      measure("rules.missed_or_repeated", lost, "causes", { atMost: 0 }),
    ];
  } finally {
    child.kill("SIGTERM");
    await admin.end();
    await installation.stop();
  }
}

/** Ten of the kinds people write, of which one has a cause to fire at. */
async function makeRules(ctx: Parameters<typeof createRule>[0]): Promise<void> {
  const tell = { owners: false, people: [], webhooks: [] };
  const base = { ...newRule, tell, quietMinutes: 0 };
  const when = (query: string) => ({ query, condition: null });
  const condition = { field: "metadata.cause", op: "eq", value: true } as const;
  await createRule(ctx, { ...base, name: "Causes", when: { query: "", condition } });
  for (const query of ["verb=delete", "outcome=failed,denied", "ip=10.0.0.0/8"]) {
    await createRule(ctx, { ...base, name: query, when: when(query) });
  }
  for (const per of ["actor", "ip", "target"] as const) {
    const counted = { kind: "threshold", count: 500, windowMinutes: 1, per } as const;
    await createRule(ctx, { ...base, ...counted, name: per, when: when("verb=delete") });
  }
  const silence = { kind: "silence", windowMinutes: 60, per: "actor" } as const;
  await createRule(ctx, { ...base, ...silence, name: "Silence", when: when("") });
  const followedBy = when("action=user.removed");
  const sequence = { kind: "sequence", followedBy } as const;
  const begun = when("action=ticket.status_changed");
  await createRule(ctx, { ...base, ...sequence, name: "After", when: begun });
}

async function sendEvents(ctx: Parameters<typeof appendEvents>[0]): Promise<number> {
  const began = performance.now();
  const partCount = eventsPerSecond / partsPerSecond;
  const underWay: Promise<unknown>[] = [];
  let sent = 0;
  for (let part = 0; part < seconds * partsPerSecond; part += 1) {
    const events = Array.from({ length: partCount }, (_, at) => {
      const event = makeEvent(sent + at);
      const isCause = (sent + at) % causeEvery === 0;
      return isCause ? { ...event, metadata: { cause: true } } : event;
    });
    const received = events.map((event, at) => ({ event, pointer: `/events/${at}` }));
    underWay.push(appendEvents(ctx, received));
    sent += partCount;
    const due = began + ((part + 1) * 1000) / partsPerSecond;
    await pause(Math.max(0, due - performance.now()));
  }
  await Promise.all(underWay);
  const tookSeconds = (performance.now() - began) / 1000;
  return Math.round((sent / tookSeconds) * seconds);
}

/** Waits until every entry was looked at; answers how many causes there were. */
async function untilRead(admin: postgres.Sql, organizationId: string): Promise<number> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    const [row] = await admin`
      select next_idx > (select max(idx) from custody.entries
        where organization_id = ${organizationId} and source <> 'rule') as done
      from custody.rule_cursors where organization_id = ${organizationId}`;
    if (row?.done) break;
    await pause(100);
  }
  const [row] = await admin`
    select count(*)::int as count from custody.entries
    where organization_id = ${organizationId}
      and fields[8]::json #>> '{metadata,cause}' = 'true'`;
  return Number(row?.count);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newRule } from "@/lib/rules/model";
import { createRule } from "@/lib/rules/mutations";
import { addPerson, listTold } from "@/testing/acting";
import type { Sql, TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";

const program = fileURLToPath(new URL("../../testing/rules-worker.ts", import.meta.url));

let database: TestDatabase;
let northwind: TestOrganization;
let count = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.drop());

beforeEach(async () => {
  count += 1;
  await database.admin`update custody.rules set is_enabled = false`;
  northwind = await makeOrganization(`northwind-${count}`, ["acme"]);
  await addPerson(northwind, "owner");
  const when = { query: "entity=ticket", condition: null };
  const tell = { owners: true, people: [], webhooks: [] };
  await createRule(northwind.ctx, {
    ...newRule,
    name: "In fives",
    when,
    kind: "threshold",
    count: 5,
    windowMinutes: 600,
    per: "none",
    quietMinutes: 0,
    tell,
  });
});

async function startWorker(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", program, database.url("worker")],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, LOG_LEVEL: "silent" },
    },
  );
  if (!child.stdout) throw new Error("no output");
  await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isTrue()); ) {
    if (Date.now() > deadline) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const isRead = async () => {
  const [row] = await database.admin`
    select c.next_idx >= max(e.idx) + 1 as done from custody.rule_cursors c
    join custody.entries e using (organization_id)
    where organization_id = ${northwind.organizationId} and e.source <> 'rule'
    group by c.next_idx`;
  return row?.done === true;
};

/** Each cause once: in the log, among the alerts, and among the mails. */
async function expectEachOnce(causes: number): Promise<void> {
  const tickets = await listTold(database, northwind, "ticket.status_changed");
  const due = tickets.filter((_, at) => at % 5 === 4).map(({ idx }) => idx);
  expect(due).toHaveLength(causes);
  const fires = await listTold(database, northwind, "rule.fired");
  expect(fires.map(({ metadata }) => metadata.trigger)).toMatchObject(
    due.map((idx) => ({ idx })),
  );
  const alerts = await database.admin`
    select idx::int, entry_id from custody.alerts
    where organization_id = ${northwind.organizationId} order by idx`;
  expect(alerts.map(({ idx }) => idx)).toEqual(due);
  expect(alerts.map((row) => row.entry_id)).toEqual(fires.map(({ id }) => id));
  const mails = await database.admin`
    select 1 from custody.mails where organization_id = ${northwind.organizationId}
      and subject like 'A rule fired%'`;
  expect(mails).toHaveLength(causes);
}

/** Where the evaluation has to wait for what somebody else holds: a place to kill it at. */
const stages: [string, (tx: Sql, organizationId: string) => Promise<unknown>][] = [
  ["before it reads", (tx) => tx`lock table custody.rule_versions`],
  ["before the alert", (tx) => tx`lock table custody.alerts`],
  [
    "between the alert and its entry",
    (tx, id) =>
      tx`select 1 from custody.organization_heads where organization_id = ${id} for update`,
  ],
  ["between the entry and what is sent", (tx) => tx`lock table custody.mails`],
  [
    "before what it remembers is kept",
    (tx) => tx`lock table custody.rule_states in share mode`,
  ],
];

describe("a worker killed at any stage leaves each cause told once", () => {
  it.each(stages)("%s", async (_stage, hold) => {
    await appendEvents(northwind, "acme", ticketEvents(12));
    const children: ChildProcess[] = [];
    await database.admin.begin(async (tx) => {
      await hold(tx as unknown as Sql, northwind.organizationId);
      children.push(await startWorker());
      await until(async () => {
        const waiting = await database.admin`select 1 from pg_stat_activity
          where usename = 'custody_worker' and wait_event_type = 'Lock'`;
        return waiting.length > 0;
      });
      for (const child of children) await kill(child);
    });
    expect(await isRead()).toBe(false);
    const second = await startWorker();
    await until(isRead);
    await kill(second);
    await expectEachOnce(2);
  });

  it("also at random moments, with two of them at work while entries arrive", async () => {
    for (let round = 0; round < 6; round += 1) {
      const workers = await Promise.all([startWorker(), startWorker()]);
      for (let part = 0; part < 4; part += 1) {
        await appendEvents(northwind, "acme", ticketEvents(5, round * 20 + part * 5));
        if (part === round % 4) await Promise.all(workers.map(kill));
      }
      for (const worker of workers)
        if (worker.exitCode === null && !worker.killed) await kill(worker);
    }
    const last = await startWorker();
    await until(isRead);
    await kill(last);
    await expectEachOnce(24);
  });
});

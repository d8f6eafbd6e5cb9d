import { afterAll, beforeAll, expect, it } from "vitest";
import { configureDatabase, type Database, openDatabase } from "@/db/client";
import { loadDemo } from "@/lib/demo/mutations";
import { remindOwnersJob } from "@/lib/reminders/jobs";
import { coverWholeLog } from "@/testing/covered-log";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { announcePrunesJob, completePrunesJob } from "./jobs";

let database: TestDatabase;
let pruner: Database;
let organizationId: string;

/** Ends long ago, so that its first months are past the thirteen of the default. */
beforeAll(async () => {
  database = await openTestDatabase();
  pruner = openDatabase(database.url("pruner"), 1);
  ({ organizationId } = await loadDemo({
    slug: "northwind",
    name: "Northwind MSP",
    seed: 5,
    events: 1_000,
    endAt: new Date(Date.now() - 100 * 86_400_000),
  }));
  configureDatabase(database.url("worker"));
});

afterAll(async () => {
  await pruner.$client.end();
  await database.drop();
});

async function count(table: "entries" | "prunes" | "mails" | "pruned_links") {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from ${database.admin(`custody.${table}`)}`;
  return row?.count ?? 0;
}

async function actions() {
  const rows = await database.admin<{ action: string }[]>`
    select distinct action from custody.entries where action like 'log.prune%'`;
  return rows.map(({ action }) => action).sort();
}

it("owners hear once, weeks before, what the next prune would take", async () => {
  const now = new Date();
  const daysBefore = new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - 10 * 86_400_000,
  );
  await remindOwnersJob(daysBefore);
  const sent = await count("mails");
  expect(sent).toBeGreaterThan(0);
  await remindOwnersJob(daysBefore);
  expect(await count("mails")).toBe(sent);
});

it("a hold set after the announcement makes the worker take it back, in the log", async () => {
  await announcePrunesJob();
  const before = await count("entries");
  await coverWholeLog(database, organizationId);
  await database.admin`
    insert into custody.legal_holds (organization_id, id, client_id, reason, set_by)
    values (${organizationId}, gen_random_uuid(), null, 'litigation', gen_random_uuid())`;
  await completePrunesJob(pruner);
  expect(await count("prunes")).toBe(0);
  expect(await count("entries")).toBe(before + 1);
  expect(await actions()).toEqual(["log.prune_withdrawn", "log.pruned"]);
  await database.admin`update custody.legal_holds set released_at = now()`;
});

it("the monthly prune says what goes, and goes on only when that was sealed", async () => {
  await announcePrunesJob();
  const announced = await count("entries");
  await completePrunesJob(pruner);
  expect(await count("entries")).toBe(announced);
  await coverWholeLog(database, organizationId);
  await completePrunesJob(pruner);
  expect(await count("entries")).toBeLessThan(announced);
  const [head] = await database.admin`
    select min_idx::int as min from custody.organization_heads`;
  expect(head?.min).toBeGreaterThan(0);
  expect(await count("pruned_links")).toBe(0);
});

it("a month without anything past its retention is silent", async () => {
  const before = await count("entries");
  await announcePrunesJob();
  expect(await count("entries")).toBe(before);
});

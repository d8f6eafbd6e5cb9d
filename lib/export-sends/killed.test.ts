import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSchedule } from "@/lib/export-schedules/mutations";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { makeExportFolder } from "@/testing/export-work";
import { kill, startKillable } from "@/testing/killable";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { signInAs } from "@/testing/person";
import { emailOf, makeDue, scheduleWish } from "@/testing/schedule-work";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";

const folder = makeExportFolder();
const rounds = 4;

let database: TestDatabase;
let northwind: TestOrganization;
let workers: [ChildProcess, ChildProcess];

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  await appendEvents(northwind, "acme", ticketEvents(200));
});

afterAll(async () => {
  for (const worker of workers) await kill(worker);
  rmSync(folder, { recursive: true });
  await database.drop();
});

const countSends = async (state: string) => {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from custody.export_sends
    where ${state === "any"} or state = ${state}`;
  return row?.count ?? 0;
};

/** What a killed worker held is free after half a minute; here at once. */
const freeLeases = () => database.admin`update custody.export_requests
  set leased_until = now() - interval '1 second' where state = 'running'`;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await freeLeases();
}

it("each due time is sent once by two workers of which one is killed every time", async () => {
  const owner = await signInAs(northwind, "owner");
  const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
  workers = [startKillable(database, "schedules"), startKillable(database, "schedules")];
  for (let round = 0; round < rounds; round += 1) {
    await makeDue(database, id);
    await until(async () => (await countSends("any")) > round);
    const victim = round % 2 === 0 ? 0 : 1;
    await kill(workers[victim]);
    workers[victim] = startKillable(database, "schedules");
    await until(async () => (await countSends("sent")) > round);
  }
  expect(await countSends("any")).toBe(rounds);
  const [mails] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from custody.mails where subject ilike '%export%'`;
  expect(mails?.count).toBe(rounds);
  for (const action of ["export.requested", "export.completed", "export.sent"]) {
    expect(await listTold(database, northwind, action), action).toHaveLength(rounds);
  }
});

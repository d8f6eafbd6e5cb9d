import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { findOpeningFacts } from "@/lib/openings/queries";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents } from "@/testing/test-sealer";
import { explainEntry } from "./mutations";
import { listUnexplained } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let owner: Ctx;

const change = {
  action: "user.role_changed",
  actor: { type: "user" as const, id: "u_al", name: "Alice Ng" },
  target: { type: "user", id: "u_bo", name: "Bo Diaz" },
};

async function tell(count: number, facts: { reason?: string } = {}) {
  const events = Array.from({ length: count }, () => ({ ...change, ...facts }));
  await appendEvents(northwind, null, events);
}

const listQueue = async () => (await listUnexplained(owner.scope, "UTC")).entries;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind");
  owner = actingAs(northwind, "owner");
});

afterAll(() => database.drop());

it("what was done with great rights and no reason waits until somebody says why", async () => {
  await tell(2);
  await tell(1, { reason: "Left the desk" });
  const waiting = await listQueue();
  expect(waiting.map(({ reason }) => reason)).toEqual([null, null]);
  const [newest] = waiting;
  if (!newest) throw new Error("nothing waits");
  await explainEntry(owner, { id: newest.id, reason: "Agreed by phone", ticket: "HR-7" });
  expect((await listQueue()).map(({ id }) => id)).toEqual([waiting[1]?.id]);
  const [told] = await listTold(database, northwind, "entry.explained");
  expect(told).toMatchObject({
    reason: "Agreed by phone",
    target: { type: "entry", id: newest.id, name: `#${newest.idx}` },
    metadata: { explains: "user.role_changed", ticket: "HR-7" },
  });
  expect((await findOpeningFacts(owner.scope, newest)).explanations).toMatchObject([
    { reason: "Agreed by phone", ticket: "HR-7", by: "owner", entryId: told?.id },
  ]);
});

it("an explanation says something, and of an entry that is there", async () => {
  await tell(1);
  const [{ id } = { id: "" }] = await listQueue();
  await expect(explainEntry(owner, { id, reason: "  " })).rejects.toMatchObject({
    code: "input.invalid",
  });
  const nowhere = { id: "evt_00000000000000000000000000", reason: "Because" };
  await expect(explainEntry(owner, nowhere)).rejects.toMatchObject({
    code: "resource.not_found",
  });
});

it("nobody explains another organization's entry, and only owners and admins explain", async () => {
  await tell(1);
  const [{ id } = { id: "" }] = await listQueue();
  const stranger = actingAs(await makeOrganization("globex"), "owner");
  await expect(explainEntry(stranger, { id, reason: "Mine" })).rejects.toMatchObject({
    code: "resource.not_found",
  });
  for (const role of ["technician", "auditor"] as const) {
    const other = actingAs(northwind, role);
    await expect(explainEntry(other, { id, reason: "Mine" })).rejects.toMatchObject({
      code: "access.denied",
    });
  }
  expect((await listQueue()).some((entry) => entry.id === id)).toBe(true);
});

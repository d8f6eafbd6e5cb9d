import { afterAll, beforeAll, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { recordReading } from "./reading";

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
});

afterAll(async () => {
  await database.drop();
});

function readerNamed(userId: string) {
  const { organizationId } = organization;
  const person = { userId, email: "r@msp.example", name: "R", role: "owner" } as const;
  const facts = { ...person, organizationId, sessionId: "s".repeat(64) };
  const context = { ip: null, user_agent: null, session_id: null, request_id: null };
  return mintSessionCtx({ ...facts, assignedClientIds: null }, context);
}

const event = {
  action: "record.history_viewed",
  target: { type: "ticket", id: "1", name: "Printer offline" },
};

it("a reader who refreshes is told once, another reader is told too", async () => {
  const clientId = organization.clients.acme ?? "";
  const [first, second] = [readerNamed("u1"), readerNamed("u2")];
  for (const reader of [first, first, first, second]) {
    await recordReading(reader, event, clientId);
  }
  const told = await database.admin`
    select actor_id, client_id::text from custody.entries
    where action = 'record.history_viewed' order by idx`;
  expect(told.map((row) => row.actor_id)).toEqual(["u1", "u2"]);
  expect(told.every((row) => row.client_id === clientId)).toBe(true);
  const [folded] = await database.admin`
    select folded_count, reported_count from custody.folded_events
    where fold_key like '%u1%'`;
  expect(folded).toMatchObject({ folded_count: "3", reported_count: "1" });
});

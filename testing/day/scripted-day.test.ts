import { afterAll, beforeAll, expect, it } from "vitest";
import type { StaffRole } from "@/lib/access/policy";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { hire } from "./cast";
import { type ClientIds, changeClients, changeContacts } from "./clients";
import { changeKeysAndSettings, changePeople } from "./people";
import { type Cast, Day } from "./recorder";
import { refuse } from "./refusals";
import { expected } from "./told";
import { goToWork } from "./work";

let database: TestDatabase;
let day: Day;
let cast: Cast;
let clients: ClientIds;

beforeAll(async () => {
  database = await openTestDatabase();
  day = new Day(await makeOrganization("day"));
});

afterAll(async () => {
  await database.drop();
});

const operator = "Command line";

function hiring(name: string, role: StaffRole) {
  return day.step(
    hire(day.organization, name, role),
    expected(operator, "user.created", `user ${name}`, {
      changes: [
        `email: ∅ → "${name.toLowerCase()}@day.example"`,
        `name: ∅ → "${name}"`,
        `role: ∅ → "${role}"`,
      ],
    }),
  );
}

it("the organization and its people are made, and each making is told", async () => {
  await day.step(
    Promise.resolve(),
    expected("Custody", "log.stream_created", "stream Internal"),
    expected(operator, "organization.created", "organization Organization day", {
      changes: [
        "demo: ∅ → false",
        'name: ∅ → "Organization day"',
        'slug: ∅ → "day"',
        'time_zone: ∅ → "UTC"',
      ],
    }),
  );
  cast = {
    olivia: await hiring("Olivia", "owner"),
    adam: await hiring("Adam", "admin"),
    tess: await hiring("Tess", "technician"),
    rory: await hiring("Rory", "auditor"),
    rita: await hiring("Rita", "auditor"),
  };
});

it("clients are made, changed, archived and restored", async () => {
  clients = await changeClients(day, cast);
});

it("contacts are made, changed, let into the portal and out again, and deleted", () =>
  changeContacts(day, cast, clients.acme));

it("people change: roles, clients, an end, disabled, enabled, invited", () =>
  changePeople(day, cast));

it("keys, settings and a removal are told with their reasons", () =>
  changeKeysAndSettings(day, cast));

it("what other systems send and what people look at is told beside it", () =>
  goToWork(day, cast, clients));

it("what is refused is told with who was refused what, and why", () => refuse(day, cast));

it("the log of the day holds exactly these entries, and no others", async () => {
  const kinds = new Set(day.told.map(({ action }) => action));
  const refusals = day.told.filter(({ outcome }) => outcome === "denied");
  expect(kinds.size).toBeGreaterThanOrEqual(30);
  expect(refusals.length).toBeGreaterThanOrEqual(10);
  expect(await day.readAll()).toEqual(day.told);
});

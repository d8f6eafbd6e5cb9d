import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { updateIntegration } from "@/lib/integrations/mutations";
import { addPerson } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { genericSettings } from "@/testing/ticket-systems/generic";
import {
  fireInto,
  makeIntegration,
  openTicketPlace,
  readWriteBacks,
  type TicketPlace,
  writeBack,
} from "@/testing/write-backs";

const { lines } = vi.hoisted(() => ({ lines: [] as string[] }));

vi.mock("@/lib/kit/log", async (original) => {
  const kit = await original<typeof import("@/lib/kit/log")>();
  return { ...kit, log: kit.createLog({ write: (line) => lines.push(line) }) };
});

let database: TestDatabase;
let place: TicketPlace;
let count = 0;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
});

beforeEach(async () => {
  count += 1;
  place = await openTicketPlace(database, `northwind-${count}`);
});

afterEach(() => place.close());
afterAll(() => database.drop());

it("a credential is in no entry, no row and no line of the process's log, even where the system repeats it", async () => {
  const { headerValue = "" } = genericSettings(place.system.url);
  const [, bare = ""] = headerValue.split(" ");
  place.system.instead = ({ headers, text }) => ({
    status: 201,
    body: { id: 9, you_sent: { ...headers } as never, body: text, key: bare, [bare]: 1 },
  });
  const { alertId } = await place.fire();
  await place.run();
  expect(await place.statesOf(alertId)).toEqual(["done"]);
  expect(place.system.asked[0]?.headers.authorization).toBe(headerValue);
  const settings = {
    ...genericSettings(place.system.url),
    headerValue: "Bearer rotated-771",
  };
  const update = { id: place.integrationId, name: "Tickets", settings, isEnabled: true };
  await updateIntegration(place.organization.ctx, update);
  const rows = await database.admin<{ text: string }[]>`
    select e::text as text from custody.entries e
    union all select to_jsonb(i)::text from custody.integrations i
    union all select to_jsonb(w)::text from custody.write_backs w`;
  const everything = [...rows.map(({ text }) => text), ...lines].join("\n");
  expect(everything).toContain("you_sent");
  for (const secret of [bare, "rotated-771"]) expect(everything).not.toContain(secret);
  expect(await place.told("integration.credentials_rotated")).toMatchObject([
    { metadata: { fields: ["headerValue"] } },
  ]);
});

it("a huge answer, a redirect and a page of HTML are no ticket", async () => {
  const answers = [
    { status: 201, body: "x".repeat(200_000) },
    { status: 302, headers: { location: "http://localhost/elsewhere" } },
    { status: 200, body: "<html>Sign in</html>" },
  ];
  for (const answer of answers) {
    place.system.instead = () => answer;
    const { alertId } = await place.fire();
    await place.run();
    expect(await place.statesOf(alertId)).toEqual(["unsure"]);
    await database.admin`update custody.rules set is_enabled = false`;
  }
});

it("owners are told of a ticket that is not there", async () => {
  await addPerson(place.organization, "owner");
  const { alertId } = await place.fire();
  place.system.instead = () => ({ status: 400, body: { message: "no such company" } });
  await place.run();
  const rows = await database.admin<{ sentence: string; href: string }[]>`
    select sentence, href from custody.notifications
    where organization_id = ${place.organization.organizationId} and kind = 'ticket'`;
  expect(rows).toEqual([
    {
      sentence:
        "Tickets could not be told to create a ticket: it answered 400: no such company",
      href: `/alerts/${alertId}`,
    },
  ]);
});

it("a vendor's credentials go to no host but the vendor's, whatever was saved", async () => {
  const { organization, system } = place;
  const { id } = await makeIntegration(organization, "halopsa", system);
  const { alertId } = await fireInto(database, organization, [id]);
  const url = `http://127.0.0.1:${system.host.split(":")[1]}`;
  await database.admin`update custody.integrations
    set settings = settings || ${JSON.stringify({ baseUrl: url })}::text::jsonb
    where id = ${id}`;
  await writeBack(database, [system.host]);
  expect(system.asked).toEqual([]);
  const [failed] = await readWriteBacks(organization, alertId);
  expect(failed?.state).toBe("failed");
  expect(failed?.lastError).toContain("is no host of HaloPSA");
});

import { afterAll, beforeAll, expect, it } from "vitest";
import type { AppendItem } from "@/lib/entries/batch";
import { AppError } from "@/lib/kit/errors";
import { appendRequests } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { createCast, listDemoSignIns } from "./cast";
import { type LoadedDemo, loadDemo } from "./mutations";
import { createPreparer } from "./prepare";
import { describeLoaded } from "./setup";

const events = 2_000;
const endAt = new Date("2026-11-21T10:00:00Z");
const options = { slug: "northwind", name: "Northwind MSP", seed: 7, events, endAt };

let database: TestDatabase;
let loaded: LoadedDemo;
let reported: { done: number; total: number }[];

beforeAll(async () => {
  database = await openTestDatabase();
  reported = [];
  loaded = await loadDemo({
    ...options,
    passwords: { "alice@northwind.example": "correct horse battery" },
    report: (progress) => reported.push(progress),
  });
});

afterAll(async () => {
  await database.drop();
});

it("a demo has the entries asked for, without a gap, over thirteen months", async () => {
  const [row] = await database.admin`
    select count(*)::int as entries, max(idx)::int as last_idx,
      min(recorded_at)::text as first_at, max(recorded_at) = ${endAt} as ends_well,
      count(distinct client_slot)::int as streams
    from custody.entries where organization_id = ${loaded.organizationId}`;
  expect(row).toMatchObject({
    entries: events,
    last_idx: events - 1,
    ends_well: true,
    streams: 13,
  });
  expect(row?.first_at).toMatch(/^2025-10-21/);
});

it("every stream begins with its own entry, the log ends with demo.loaded", async () => {
  const firsts = await database.admin`
    select distinct action from custody.entries where sidx = 0`;
  expect(firsts.map(({ action }) => action)).toEqual(["log.stream_created"]);
  const [last] = await database.admin`
    select action from custody.entries where idx = ${events - 1}`;
  expect(last?.action).toBe("demo.loaded");
});

it("ids, times and texts follow from the seed", async () => {
  const cast = createCast(options);
  const prepare = createPreparer(cast, options.seed, "frame");
  expect(cast.organizationId).toBe(loaded.organizationId);
  const [stored] = await database.admin`
    select entry_key is not null as has_key, id like 'evt_01%' as is_named
    from custody.entries where idx = 100`;
  expect(stored).toEqual({ has_key: true, is_named: true });
  const told = describeLoaded(cast, { ...options, endAt: endAt.getTime() * 1000 });
  expect(prepare(told).id).toBe(createPreparer(cast, options.seed, "frame")(told).id);
});

it("the staff who are still there can sign in, each in their role", async () => {
  const rows = await database.admin`
    select u.email, m.role, u.disabled_at is null as is_active,
      u.password_hash is not null as has_password
    from custody.users u join custody.memberships m on m.user_id = u.id
      and m.role <> 'portal' order by u.email`;
  expect(rows).toHaveLength(9);
  const active = rows.filter((row) => row.is_active);
  const expected = listDemoSignIns("northwind").sort((one, other) =>
    one.email.localeCompare(other.email),
  );
  expect(active.map(({ email, role }) => ({ email, role }))).toEqual(
    expected.map(({ email, role }) => ({ email, role })),
  );
  expect(rows.filter((row) => row.has_password).map(({ email }) => email)).toEqual([
    "alice@northwind.example",
  ]);
});

it("progress is told and ends at the total", () => {
  const done = reported.map((progress) => progress.done);
  expect(done).toEqual([...done].sort((one, other) => one - other));
  expect(reported.at(-1)).toEqual({ done: events, total: events });
});

it("a demo that has its history is not loaded twice", async () => {
  await expect(loadDemo(options)).rejects.toThrow(/has its history already/);
});

it("a real organization is refused and keeps the log it has", async () => {
  const { organizationId, slug } = await makeOrganization("contoso");
  const count = () => database.admin`
    select count(*) from custody.entries where organization_id = ${organizationId}`;
  const before = await count();
  await expect(loadDemo({ ...options, slug })).rejects.toThrow(/is real/);
  expect([...(await count())]).toEqual([...before]);
});

it("fewer entries than the story needs are refused before anything is made", async () => {
  const attempt = loadDemo({ ...options, slug: "tiny", events: 100 });
  await expect(attempt).rejects.toBeInstanceOf(AppError);
  const found = await database.admin`
    select 1 from custody.organizations where slug = 'tiny'`;
  expect(found).toHaveLength(0);
});

it("the application cannot supply the clock of a real organization", async () => {
  const { organizationId } = await makeOrganization("fabrikam");
  const cast = createCast(options);
  const told = describeLoaded(cast, { ...options, endAt: endAt.getTime() * 1000 });
  const item: AppendItem = {
    prepared: createPreparer(cast, options.seed, "frame")(told),
    idempotency: null,
    recordedAt: told.at,
  };
  const attempt = inScope({ organizationId, clientId: null }, (tx) =>
    appendRequests(tx, organizationId, [[item]], "demo"),
  );
  await expect(attempt).rejects.toMatchObject({
    cause: { code: "42501", message: expect.stringMatching(/only a demo organization/) },
  });
});

it("two demos with the same seed live side by side", async () => {
  const other = await loadDemo({ ...options, slug: "southwind", events: 600 });
  expect(other.organizationId).not.toBe(loaded.organizationId);
  expect(other.entries).toBe(600);
});

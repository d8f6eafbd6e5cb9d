import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, configureDatabase } from "@/db/client";
import { limits } from "@/lib/access/limits";
import { requestLink } from "@/lib/links/mutations";
import { countAttempt } from "@/lib/runtime/limiter";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { addPerson, nowhere } from "@/testing/second-factor";
import { removeSpent } from "./mutations";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

async function asWorker<T>(work: () => Promise<T>): Promise<T> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    return await work();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}

it("what counts for nothing any more is removed by the worker, and what still counts stays", async () => {
  const { ctx } = await makeOrganization("northwind");
  const { organizationId } = ctx.scope;
  const email = await addPerson(ctx, "auditor");
  for (let at = 0; at < 2; at += 1) await requestLink("reset", email, nowhere);
  await countAttempt(limits.account, "old");
  await countAttempt(limits.account, "new");
  const { admin } = database;
  await admin`update custody.sign_in_links set expires_at = now() - interval '31 days'
    where id = (select id from custody.sign_in_links limit 1)`;
  await admin`update custody.rate_limits set expire = 1
    where key = (select key from custody.rate_limits
      where key like 'sign_in_account:%' limit 1)`;
  const [counters] = await admin`select count(*)::int as count from custody.rate_limits`;
  for (const [id, age] of [
    ["old", "11 minutes"],
    ["new", "9 minutes"],
  ] as const) {
    await admin`insert into custody.form_flashes (organization_id, id, sealed, created_at)
      values (${organizationId}, ${id}, 'x', now() - ${age}::interval)`;
  }
  expect(await asWorker(removeSpent)).toEqual({ limits: 1, flashes: 1, links: 1 });
  const [left] = await admin`select
    (select count(*)::int from custody.rate_limits) as limits,
    (select string_agg(id, ',') from custody.form_flashes) as flashes,
    (select count(*)::int from custody.sign_in_links) as links`;
  expect(left).toEqual({ limits: counters?.count - 1, flashes: "new", links: 1 });
});

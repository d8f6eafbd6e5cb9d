import { afterAll, beforeAll, expect, it } from "vitest";
import { closeSealer } from "@/lib/sealer/mutations";
import { closeVerifier } from "@/lib/verification/mutations";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { keptClient, makePrunedLog, type PrunedLog } from "@/testing/pruned-log";
import { listPrunedStretches } from "./queries";

let database: TestDatabase;
let log: PrunedLog;

beforeAll(async () => {
  database = await openTestDatabase();
  log = await makePrunedLog(database, 800);
}, 120_000);

afterAll(async () => {
  await closeVerifier(log.verifier);
  await closeSealer(log.sealer);
  await database.drop();
});

it("the log says how many entries went before its oldest, and which checkpoint holds that", async () => {
  const [whole] = await listPrunedStretches(log.ctx.scope, null, 3);
  const [row] = await database.admin<{ gone: number; epoch: number }[]>`
    select sum(below_sidx - from_sidx)::int as gone, (
      select min(epoch_index)::int from custody.sealed_organizations
      where size > (select max(announced_idx) from custody.prunes)) as epoch
    from custody.prunes`;
  expect(whole).toMatchObject({ retentionDays: 200, epochIndex: row?.epoch });
  expect(whole?.entryCount).toBe(row?.gone);
});

it("a client's own log says what of it went, and nothing of the others", async () => {
  expect(await listPrunedStretches(log.ctx.scope, keptClient, 3)).toEqual([]);
  const rows = await database.admin<{ slug: string; gone: number }[]>`
    select c.slug, (p.below_sidx - p.from_sidx)::int as gone
    from custody.prunes p join custody.clients c on c.id = p.client_id`;
  for (const { slug, gone } of rows) {
    const [own] = await listPrunedStretches(log.ctx.scope, slug, 3);
    expect(own?.entryCount, slug).toBe(gone);
  }
});

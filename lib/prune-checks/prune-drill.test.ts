import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeSealer } from "@/lib/sealer/mutations";
import { closeVerifier, verifyTick, verifyWhole } from "@/lib/verification/mutations";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { makePrunedLog, type PrunedLog } from "@/testing/pruned-log";
import { disarm } from "@/testing/tamper";

type Sql = TestDatabase["admin"];

let database: TestDatabase;
let log: PrunedLog;
/** The stream that is attacked, and where it begins now. */
let slot: number;
let below: number;

const touched = ["entries", "prunes", "pruned_prefixes", "pruned_links", "legal_holds"];

beforeAll(async () => {
  database = await openTestDatabase();
  log = await makePrunedLog(database, 1_200);
  await disarm(database);
  for (const name of touched) {
    await database.admin.unsafe(
      `create table kept_${name} as select * from custody.${name}`,
    );
  }
  const [row] = await database.admin<{ slot: number; below: number }[]>`
    select client_slot as slot, below_sidx::int as below from custody.prunes
    where client_id is not null order by below_sidx desc limit 1`;
  slot = row?.slot ?? -1;
  below = row?.below ?? -1;
}, 120_000);

afterAll(async () => {
  await closeVerifier(log.verifier);
  await closeSealer(log.sealer);
  await database.drop();
});

afterEach(async () => {
  for (const name of touched) {
    await database.admin.unsafe(`delete from custody.${name};
      insert into custody.${name} select * from kept_${name}`);
  }
});

const isPrefix = (sql: Sql) => sql`chain = ${slot} and size = ${below}`;
const isPlan = (sql: Sql) => sql`client_slot = ${slot} and below_sidx = ${below}`;
const isRecord = (sql: Sql) => sql`client_slot = ${slot} and action = 'log.pruned'`;

const drills: { name: string; attack: (sql: Sql) => Promise<unknown> }[] = [
  {
    name: "the record of a prune is edited to say that less went",
    attack: (sql) => sql`update custody.entries
      set fields[8] = replace(fields[8], '"below":', '"below":1') where ${isRecord(sql)}`,
  },
  {
    name: "the record of a prune is edited to give another reason",
    attack: (sql) => sql`update custody.entries
      set fields[8] = replace(fields[8], '"reason":"old"', '"reason":"new"')
      where ${isRecord(sql)}`,
  },
  {
    name: "the plan of a prune is edited",
    attack: (
      sql,
    ) => sql`update custody.prunes set cutoff_at = cutoff_at - interval '1 day'
      where ${isPlan(sql)}`,
  },
  {
    name: "the plan of a prune is deleted",
    attack: (sql) => sql`delete from custody.prunes where ${isPlan(sql)}`,
  },
  {
    name: "the last header that was kept is edited",
    attack: (sql) => sql`update custody.pruned_prefixes
      set last_header = replace(last_header, '0', '1') where ${isPrefix(sql)}`,
  },
  {
    name: "a hash that was kept is edited",
    attack: (sql) => sql`update custody.pruned_prefixes
      set nodes = overlay(nodes placing '\\xff' from 1) where ${isPrefix(sql)}`,
  },
  {
    name: "one more entry is deleted, and the kept hashes made to fit",
    attack: async (sql) => {
      await sql.unsafe(`
        with gone as (delete from custody.entries
          where client_slot = ${slot} and sidx = ${below} returning *)
        insert into custody.pruned_links (organization_id, idx, recorded_at, client_slot,
            sidx, hash, org_prev_hash, org_hash)
          select organization_id, idx, recorded_at, client_slot, sidx, hash,
            org_prev_hash, org_hash from gone;
        update custody.pruned_prefixes set size = size + 1
          where chain = ${slot} and size = ${below};
        update custody.prunes set below_sidx = below_sidx + 1
          where client_slot = ${slot} and below_sidx = ${below}`);
    },
  },
  {
    name: "the whole stream is said to be pruned less far than was sealed",
    attack: (sql) => sql`update custody.pruned_prefixes set size = size - 1
      where ${isPrefix(sql)}`,
  },
  {
    name: "the kept hashes of a prune are deleted",
    attack: (sql) => sql`delete from custody.pruned_prefixes where ${isPrefix(sql)}`,
  },
  {
    name: "a hold turns out to have been in force",
    attack: (sql) => sql`insert into custody.legal_holds
        (organization_id, id, client_id, reason, set_by, set_at)
      values (${log.organizationId}::uuid, gen_random_uuid(), null, 'litigation',
        gen_random_uuid(), now() - interval '10 days')`,
  },
  {
    name: "the plan says that a longer retention was in force",
    attack: (sql) => sql`update custody.prunes set retention_days = 400
      where ${isPlan(sql)}`,
  },
  {
    name: "a link that stays of a pruned entry is edited",
    attack: (sql) => sql`update custody.pruned_links set hash = sha256('x')
      where client_slot = ${slot}`,
  },
];

describe("the tamper drill on a pruned log, as a superuser with triggers off,", () => {
  it("finds nothing in a log that nobody touched", async () => {
    const { verifier, organizationId } = log;
    expect((await verifyTick(verifier)).flatMap(({ findings }) => findings)).toEqual([]);
    const whole = await verifyWhole(verifier, organizationId, { isWhole: true });
    expect(whole.findings).toEqual([]);
  });

  it.each(drills)("warns when $name", async ({ attack }) => {
    await attack(database.admin);
    const { verifier, organizationId } = log;
    const { findings } = await verifyWhole(verifier, organizationId, { isWhole: true });
    expect(findings[0]?.kind).toBeOneOf([
      "pruned",
      "content",
      "head",
      "link",
      "missing",
      "header",
    ]);
    expect(findings.length).toBeGreaterThan(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { loadDemo } from "@/lib/demo/mutations";
import { formatHex } from "@/lib/proof/bytes";
import { rootOfFrontier } from "@/lib/proof/frontier";
import { parseEntryData } from "@/lib/proof/header";
import { hashTree } from "@/lib/proof/merkle";
import { inScope } from "@/lib/runtime/transaction";
import { coverWholeLog } from "@/testing/covered-log";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { countPruned, isDue, splitNodes } from "./model";
import { announcePrune, completePrune } from "./mutations";
import { listOpenPrunes, listPruneRuns, planPrune } from "./queries";

const entryCount = 1_500;
const keepDays = 200;

let database: TestDatabase;
let pruner: Database;
let ctx: Ctx;
let organizationId: string;
/** Every link as it was before anything was pruned. */
let links: { idx: number; slot: number; sidx: number; hash: Buffer; orgHash: Buffer }[];

beforeAll(async () => {
  database = await openTestDatabase();
  pruner = openDatabase(database.url("pruner"), 2);
  ({ organizationId } = await loadDemo({
    slug: "northwind",
    name: "Northwind MSP",
    seed: 3,
    events: entryCount,
    endAt: new Date(Date.now() - 86_400_000),
  }));
  ctx = mintSystemCtx(organizationId, "Retention");
  links = await readLinks();
  await database.admin`
    insert into custody.retention_rules (organization_id, client_id, retention_days)
    values (${organizationId}, null, ${keepDays})`;
  await database.admin`
    insert into custody.retention_rules (organization_id, client_id, retention_days)
    select ${organizationId}, id, 2557 from custody.clients where slug = ${keptClient}`;
});

const keptClient = "acme";
const heldClient = "globex";

afterAll(async () => {
  await pruner.$client.end();
  await database.drop();
});

async function readLinks() {
  const rows = await database.admin<typeof links>`
    select idx::int, client_slot as slot, sidx::int, hash, org_hash as "orgHash"
    from custody.entries order by idx`;
  return [...rows];
}

function plan() {
  return inScope(ctx.scope, (tx) => planPrune(tx, organizationId, new Date()));
}

const announce = () => announcePrune(ctx, { reason: "retention", expectedCount: null });

async function slotOf(slug: string): Promise<number> {
  const [row] = await database.admin<{ slot: number }[]>`
    select slot from custody.clients where slug = ${slug}`;
  return row?.slot ?? -1;
}

describe("a plan", () => {
  it("takes each stream's entries before its own cutoff, and nothing else", async () => {
    for (const { clientSlot, belowSidx, cutoffAt } of await plan()) {
      const [row] = await database.admin`
        select count(*)::int as count from custody.entries
        where client_slot = ${clientSlot} and recorded_at < ${cutoffAt}::timestamptz`;
      expect(belowSidx).toBe(row?.count);
    }
  });

  it("leaves alone a client whose entries are kept longer", async () => {
    const slot = await slotOf(keptClient);
    const mine = (await plan()).find(({ clientSlot }) => clientSlot === slot);
    expect(mine).toMatchObject({ belowSidx: 0, retentionDays: 2557 });
  });

  it("shows what another retention would take, without changing anything", async () => {
    const supposed = { clientId: null, retentionDays: 60 };
    const shorter = await inScope(ctx.scope, (tx) =>
      planPrune(tx, organizationId, new Date(), supposed),
    );
    const sum = (plans: Awaited<ReturnType<typeof plan>>) =>
      plans.reduce((total, one) => total + countPruned(one), 0);
    expect(sum(shorter)).toBeGreaterThan(sum(await plan()));
  });
});

describe("a prune", () => {
  it("is refused while nothing says that it was sealed and verified", async () => {
    const { runId } = await announce();
    expect(await listOpenPrunes(pruner)).toEqual([
      { organizationId, runId, isSealed: false },
    ]);
    await expect(completePrune(pruner, { organizationId, runId })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/not sealed and verified/) },
    });
    await coverWholeLog(database, organizationId);
    expect(await listOpenPrunes(pruner)).toEqual([
      { organizationId, runId, isSealed: true },
    ]);
  });

  it("is refused under a hold, also one set after it was announced", async () => {
    const [{ runId } = { runId: "" }] = await listOpenPrunes(pruner);
    const [hold] = await database.admin<{ id: string }[]>`
      insert into custody.legal_holds (organization_id, id, client_id, reason, set_by)
      select ${organizationId}, gen_random_uuid(), id, 'litigation', gen_random_uuid()
      from custody.clients where slug = ${heldClient} returning id`;
    await expect(completePrune(pruner, { organizationId, runId })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/under a hold/) },
    });
    expect((await plan()).filter(({ isHeld }) => isHeld)).toHaveLength(1);
    await database.admin`
      update custody.legal_holds set released_at = now() where id = ${hold?.id ?? ""}`;
  });

  it("is refused when the retention became longer meanwhile", async () => {
    const [{ runId } = { runId: "" }] = await listOpenPrunes(pruner);
    const setDays = (days: number) => database.admin`
      update custody.retention_rules set retention_days = ${days} where client_id is null`;
    await setDays(keepDays + 1);
    await expect(completePrune(pruner, { organizationId, runId })).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/within the retention/) },
    });
    await setDays(keepDays);
  });

  it("takes exactly what was announced, and the log goes on behind it", async () => {
    const due = (await plan()).filter(isDue);
    const announced = due.reduce((sum, one) => sum + countPruned(one), 0);
    const [{ runId } = { runId: "" }] = await listOpenPrunes(pruner);
    const { entryCount: pruned } = await completePrune(pruner, { organizationId, runId });
    expect(pruned).toBe(announced);
    const kept = await readLinks();
    for (const { clientSlot, belowSidx } of due) {
      const mine = kept.filter(({ slot }) => slot === clientSlot);
      expect(mine[0]?.sidx).toBe(belowSidx);
    }
    expect(await listOpenPrunes(pruner)).toEqual([]);
    const [run] = await listPruneRuns(ctx.scope, 10);
    expect(run).toMatchObject({ runId, entryCount: pruned, streamCount: due.length });
    expect(run?.finishedAt).not.toBeNull();
  });

  it("keeps hashes that meet the root the whole stream had", async () => {
    const prefixes = await database.admin<
      { chain: number; size: number; header: string; nodes: Buffer }[]
    >`
      select chain, size::int, last_header as header, nodes from custody.pruned_prefixes`;
    expect(prefixes.length).toBeGreaterThan(5);
    for (const { chain, size, header, nodes } of prefixes) {
      const whole = links.filter(({ slot }) => chain === -1 || slot === chain);
      const leaves = whole.slice(0, size);
      const root = hashTree(
        leaves.map((link) => (chain === -1 ? link.orgHash : link.hash)),
      );
      const kept = rootOfFrontier(splitNodes(size, nodes));
      expect(formatHex(kept)).toBe(formatHex(root));
      if (chain !== -1) expect(parseEntryData(header).sidx).toBe(size - 1);
    }
  });

  it("keeps the links of pruned entries that stand between kept ones", async () => {
    const [head] = await database.admin<{ min: number }[]>`
      select min_idx::int as min from custody.organization_heads`;
    const rows = await database.admin<{ idx: number; orgHash: Buffer }[]>`
      select idx::int, org_hash as "orgHash" from custody.entries
      union all select idx::int, org_hash from custody.pruned_links order by 1`;
    const min = head?.min ?? 0;
    const places = rows.slice(0, links.length - min);
    expect(places.map(({ idx }) => idx)).toEqual(links.slice(min).map(({ idx }) => idx));
    expect(places.map(({ orgHash }) => orgHash)).toEqual(
      links.slice(min).map(({ orgHash }) => orgHash),
    );
  });

  it("is told in the stream it is about and in the organization's own", async () => {
    const slot = await slotOf(heldClient);
    const rows = await database.admin<{ slot: number; stream: string; header: string }[]>`
      select client_slot as slot, fields[8]::json #>> '{metadata,stream}' as stream,
        fields[8]::json #>> '{metadata,last_header}' as header
      from custody.entries where action = 'log.pruned'
        and fields[8]::json #>> '{metadata,stream}' like ${`%/c/${slot}`}`;
    expect(rows.map((row) => row.slot).sort()).toEqual([0, slot].sort());
    for (const { header, stream } of rows) {
      expect(parseEntryData(header).stream).toBe(stream);
    }
  });

  it("finds nothing to do a second time", async () => {
    await expect(announce()).rejects.toMatchObject({ code: "retention.nothing_due" });
  });
});

describe("nobody else", () => {
  it.each(["app", "worker", "sealer", "verifier"] as const)(
    "the login %s cannot prune",
    async (login) => {
      const attempt = database[login]`
        select custody.complete_prune(${organizationId}::uuid, gen_random_uuid(), '[]')`;
      await expect(attempt).rejects.toMatchObject({ code: "42501" });
    },
  );

  it("the pruner cannot delete an entry by itself", async () => {
    const attempt = database.pruner`delete from custody.entries`;
    await expect(attempt).rejects.toMatchObject({ code: "42501" });
  });

  it("the owner of the tables cannot delete an entry that no open prune names", async () => {
    const attempt = database.admin.begin(async (tx) => {
      await tx`set local role custody_owner`;
      await tx`select custody.enter_scope(${organizationId}::uuid)`;
      await tx`delete from custody.entries where sidx < 5`;
    });
    await expect(attempt).rejects.toMatchObject({ code: "42501" });
  });
});

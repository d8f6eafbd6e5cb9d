import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { closeDatabase, configureDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import { migrate, readInstallation } from "@/db/migrate";
import { findOrganization } from "@/lib/access/queries";
import { loadDemo } from "@/lib/demo/mutations";
import { keepSecrets } from "@/scripts/start/secrets";
import type { BenchInstallation } from "./installation";

const slug = "bench";
const historyEnd = new Date("2025-10-25T00:00:00Z");
const copiesEnd = new Date("2026-11-25T00:00:00Z");
const clientCount = 300;
const historyEvents = 250_000;
/** Where what one run loaded is found by the next. */
const kept = fileURLToPath(new URL("../.test/explorer", import.meta.url));

export type ExplorerInstallation = BenchInstallation & { organizationId: string };

/**
 * Entries of one organization with 300 clients: a demo history, and copies of it that go
 * on where it ends, under other ids and spread over all the clients. What a chain says is
 * not copied, so nothing of it can be verified. Kept in BENCH_DIR for the next run.
 */
export async function openExplorer(entryCount: number): Promise<ExplorerInstallation> {
  const dir = process.env.BENCH_DIR ?? kept;
  mkdirSync(dir, { recursive: true });
  const server = await startEmbeddedPostgres(join(dir, "postgres"));
  const installation = readInstallation(keepSecrets(dir), "bench.example/custody1");
  const urls = await migrate({ adminUrl: server.url, custodyDir: dir, installation });
  configureDatabase(urls.app);
  const organizationId = await loadOnce();
  await multiply(server.url, organizationId, entryCount);
  const stop = async () => {
    await closeDatabase();
    await server.stop();
  };
  return { adminUrl: server.url, urls, dir, stop, organizationId };
}

async function loadOnce(): Promise<string> {
  const existing = await findOrganization(slug);
  if (existing) return existing.id;
  const options = { slug, name: "Bench MSP", seed: 1, events: historyEvents };
  const { organizationId } = await loadDemo({ ...options, endAt: historyEnd });
  return organizationId;
}

async function multiply(
  adminUrl: string,
  organizationId: string,
  entryCount: number,
): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`set synchronous_commit = off`;
    await addClients(admin, organizationId);
    const copyCount = Math.ceil(entryCount / historyEvents) - 1;
    for (let copy = 1; copy <= copyCount; copy += 1) {
      await addCopy(admin, organizationId, { copy, copyCount });
    }
    await admin`vacuum (analyze) custody.entries`;
  } finally {
    await admin.end();
  }
}

async function addClients(admin: postgres.Sql, organizationId: string): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`select custody.enter_scope(${organizationId}::uuid)`;
    const [row] = await tx`
      select count(*)::int as count from custody.clients
      where organization_id = ${organizationId}`;
    for (let number = row?.count; number < clientCount; number += 1) {
      await tx`
        insert into custody.clients (organization_id, id, slug, name, slot)
        select ${organizationId}, made.id, ${`client-${number}`}, ${`Client ${number}`},
          custody.create_stream(${organizationId}::uuid, made.id)
        from (select gen_random_uuid() as id offset 0) made`;
    }
  });
}

async function addCopy(
  admin: postgres.Sql,
  organizationId: string,
  { copy, copyCount }: { copy: number; copyCount: number },
): Promise<void> {
  const first = copy * historyEvents;
  await admin.begin(async (tx) => {
    const [head] = await tx`
      select next_idx::int as "nextIdx" from custody.organization_heads
      where organization_id = ${organizationId}`;
    if (head?.nextIdx !== first) return;
    await tx`
      insert into custody.entries (
        organization_id, idx, sidx, recorded_at, client_slot, prev_hash, hash,
        org_prev_hash, org_hash, body_root, entry_key, fields, id, client_id, occurred_at,
        action, category, verb, outcome, source, vendor, actor_type, actor_id, target_type,
        target_id, ip, key_id, session_id, request_id)
      select e.organization_id, e.idx + ${first}, e.idx + ${first},
        ${historyEnd}::timestamptz + (${copiesEnd}::timestamptz - ${historyEnd}::timestamptz)
          * ((e.idx + ${first - historyEvents})::float8 / ${copyCount * historyEvents}),
        coalesce(c.slot, e.client_slot), e.prev_hash, e.hash, e.org_prev_hash, e.org_hash,
        e.body_root, e.entry_key, e.fields,
        'evt_' || upper(substr(md5(e.id || ${copy}::text), 1, 26)),
        coalesce(c.id, e.client_id), e.occurred_at, e.action, e.category, e.verb, e.outcome,
        e.source, e.vendor, e.actor_type, e.actor_id, e.target_type, e.target_id, e.ip,
        e.key_id, e.session_id, e.request_id
      from custody.entries e
      left join (
        select id, slot, row_number() over (order by slot) - 1 as place
        from custody.clients where organization_id = ${organizationId}) c
        on e.client_id is not null and c.place = (hashtext(
          e.client_id::text || coalesce(e.target_id, '')) & 65535) % ${clientCount}
      where e.organization_id = ${organizationId} and e.idx < ${historyEvents}
      order by e.idx`;
    await tx`
      update custody.organization_heads
      set next_idx = ${first + historyEvents},
        last_recorded_at = (select recorded_at from custody.entries
          where organization_id = ${organizationId}
            and idx = ${first + historyEvents - 1})
      where organization_id = ${organizationId}`;
  });
}

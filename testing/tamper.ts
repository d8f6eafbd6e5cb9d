import type postgres from "postgres";

import { formatEntryData, formatOrganizationData, hashEntry } from "@/lib/proof/chain";
import { commitFields } from "@/lib/proof/field-commitments";
import type { TestDatabase } from "./database";

/** What a superuser can do to this database from now on: anything. */
export async function disarm({ admin }: TestDatabase): Promise<void> {
  const tables = await admin<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'custody'::regnamespace and c.relkind = 'r'`;
  for (const { name } of tables) {
    await admin.unsafe(`alter table ${name} disable trigger all`);
  }
}

type Row = {
  idx: string;
  sidx: string;
  client_slot: number;
  recorded_at: string;
  entry_key: Uint8Array;
  fields: string[];
};

/** Recomputes every hash from an entry on, and the head rows: all but what was sealed. */
export async function rehash(
  admin: postgres.Sql,
  organizationId: string,
  fromIdx: number,
): Promise<void> {
  const [log] = await admin<{ name: string }[]>`
    select name from custody.organization_heads
    where organization_id = ${organizationId}::uuid`;
  const name = log?.name ?? "";
  const before = await admin<(Row & { hash: Uint8Array; org_hash: Uint8Array })[]>`
    select idx, sidx, client_slot, hash, org_hash from custody.entries
    where organization_id = ${organizationId}::uuid and idx < ${fromIdx} order by idx`;
  const lastOf = new Map(
    before.map((row) => [row.client_slot, Uint8Array.from(row.hash)]),
  );
  let orgPrev = new Uint8Array(before.at(-1)?.org_hash ?? new Uint8Array(32));
  const rows = await admin<Row[]>`
    select idx, sidx, client_slot, entry_key, fields,
      to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        as recorded_at
    from custody.entries
    where organization_id = ${organizationId}::uuid and idx >= ${fromIdx} order by idx`;
  for (const row of rows) {
    const { client_slot: slot, fields, recorded_at: recordedAt } = row;
    const [idx, sidx] = [Number(row.idx), Number(row.sidx)];
    const prevHash = lastOf.get(slot) ?? new Uint8Array(32);
    const { root } = commitFields(new Uint8Array(row.entry_key), fields);
    const stream = `${name}/c/${slot}`;
    const header = { stream, sidx, recordedAt, prevHash, bodyRoot: root };
    const hash = hashEntry(formatEntryData({ ...header, fieldCount: fields.length }));
    const place = { organization: name, idx, recordedAt, clientSlot: slot, sidx };
    const orgHash = hashEntry(
      formatOrganizationData({ ...place, prevHash: orgPrev, entryHash: hash }),
    );
    await admin`update custody.entries
      set prev_hash = ${new Uint8Array(prevHash)}, body_root = ${new Uint8Array(root)},
        hash = ${new Uint8Array(hash)},
        org_prev_hash = ${new Uint8Array(orgPrev)}, org_hash = ${new Uint8Array(orgHash)}
      where organization_id = ${organizationId}::uuid and idx = ${idx}`;
    lastOf.set(slot, new Uint8Array(hash));
    orgPrev = new Uint8Array(orgHash);
  }
  await resetHeads(admin, organizationId);
}

/** Makes the head rows say what the entries that are there say. */
export async function resetHeads(
  admin: postgres.Sql,
  organizationId: string,
): Promise<void> {
  await admin`
    update custody.organization_heads h
    set next_idx = e.idx + 1, last_hash = e.org_hash, last_recorded_at = e.recorded_at
    from (select idx, org_hash, recorded_at from custody.entries
      where organization_id = ${organizationId}::uuid order by idx desc limit 1) e
    where h.organization_id = ${organizationId}::uuid`;
  await admin`
    update custody.stream_heads h set next_sidx = e.sidx + 1, last_hash = e.hash
    from (select distinct on (client_slot) client_slot, sidx, hash from custody.entries
      where organization_id = ${organizationId}::uuid
      order by client_slot, sidx desc) e
    where h.organization_id = ${organizationId}::uuid and h.client_slot = e.client_slot`;
}

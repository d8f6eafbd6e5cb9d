import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import { listClients } from "@/lib/clients/queries";
import { entryIdPattern } from "@/lib/entries/entry-id";
import type { Entry } from "@/lib/entries/model";
import { entryColumns, entrySource } from "@/lib/entries/queries";
import { type EntryRow, parseEntry } from "@/lib/entries/row";
import { readTexts } from "@/lib/erased/kept";
import { keptColumn } from "@/lib/erased/sql";
import { readInScope } from "@/lib/runtime/transaction";
import { whereScope } from "@/lib/selections/queries";
import type { EntryTexts } from "./model";

/** The entries of these ids that the scope covers, in the order asked for. */
export async function listEntriesOf(scope: Scope, ids: string[]): Promise<Entry[]> {
  const asked = ids.filter((id) => entryIdPattern.test(id));
  const rows = await readInScope(scope, (tx) =>
    tx.execute<EntryRow>(sql`
      select ${entryColumns} from ${entrySource}
      where ${whereScope(scope)} and entries.id = any(${`{${asked.join(",")}}`}::text[])`),
  );
  const found = new Map(rows.map((row) => [row.id, parseEntry(row)]));
  return asked.flatMap((id) => found.get(id) ?? []);
}

export function listClientsOf(scope: Scope) {
  return readInScope(scope, (tx) => listClients(tx, scope));
}

/** Everything an entry's hashes are over, if the scope covers the entry. */
export async function findTexts(scope: Scope, id: string): Promise<EntryTexts | null> {
  if (!entryIdPattern.test(id)) return null;
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<TextsRow>(sql`
      select heads.name || '/c/' || entries.client_slot as stream, entries.sidx,
        custody.format_instant(entries.recorded_at) as "recordedAt", entries.fields,
        encode(entries.entry_key, 'hex') as "entryKey",
        encode(entries.body_root, 'hex') as "bodyRoot",
        encode(entries.prev_hash, 'hex') as "prevHash",
        encode(entries.hash, 'hex') as hash, heads.name as organization, entries.idx,
        entries.client_slot as "clientSlot",
        encode(entries.org_prev_hash, 'hex') as "orgPrevHash",
        encode(entries.org_hash, 'hex') as "orgHash",
        ${keptColumn(sql`entries`)} as kept,
        encode(before.hash, 'hex') as "beforeHash",
        encode(ahead.org_hash, 'hex') as "aheadHash"
      from custody.entries
      join custody.organization_heads heads
        on heads.organization_id = entries.organization_id
      left join custody.entries before
        on before.organization_id = entries.organization_id
        and before.client_slot = entries.client_slot and before.sidx = entries.sidx - 1
      left join custody.entries ahead
        on ahead.organization_id = entries.organization_id
        and ahead.idx = entries.idx - 1
      where ${whereScope(scope)} and entries.id = ${id}`);
    return row ? textsOf(row) : null;
  });
}

type TextsRow = {
  stream: string;
  sidx: string;
  recordedAt: string;
  fields: (string | null)[];
  entryKey: string | null;
  kept: EntryTexts["kept"];
  bodyRoot: string;
  prevHash: string;
  hash: string;
  organization: string;
  idx: string;
  clientSlot: number;
  orgPrevHash: string;
  orgHash: string;
  beforeHash: string | null;
  aheadHash: string | null;
};

function textsOf(row: TextsRow): EntryTexts {
  const { stream, recordedAt, entryKey, kept } = row;
  const fields = readTexts(row.fields);
  const { bodyRoot, prevHash, hash } = row;
  const [sidx, idx] = [Number(row.sidx), Number(row.idx)];
  const { beforeHash, aheadHash } = row;
  return {
    ...{ stream, sidx, recordedAt, fields, entryKey, kept },
    ...{ bodyRoot, prevHash, hash },
    previous: beforeHash === null ? null : { sidx: sidx - 1, hash: beforeHash },
    organization: {
      name: row.organization,
      idx,
      clientSlot: row.clientSlot,
      prevHash: row.orgPrevHash,
      hash: row.orgHash,
      previous: aheadHash === null ? null : { idx: idx - 1, hash: aheadHash },
    },
  };
}

import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Entry } from "@/lib/entries/model";
import {
  composeEntry,
  createFieldParser,
  type EntryRow,
  type FieldParser,
} from "@/lib/entries/row";
import { createBuilder } from "./builder";
import type { Dimension } from "./dimension";
import type { Block, Segment } from "./layout";

const values: Record<Dimension, SQL> = {
  outcome: sql`entries.outcome`,
  verb: sql`entries.verb`,
  action: sql`entries.action`,
  category: sql`entries.category`,
  entity: sql`entries.target_type`,
  actor: sql`json_build_array(entries.actor_type, entries.actor_id,
    entries.fields[3]::json ->> 'email', entries.fields[3]::json ->> 'name',
    entries.fields[3]::json ->> 'role', entries.key_id)::text`,
  client: sql`entries.client_id::text`,
  source: sql`entries.source`,
  vendor: sql`entries.vendor`,
  ip: sql`host(entries.ip)`,
  ua: sql`entries.fields[6]::json ->> 'user_agent'`,
};

type ValueRow = { dimension: Dimension; value: string | null; count: string };

/** One scan counts the values of all the dimensions. */
export async function countRowValues(
  tx: Tx,
  where: SQL | undefined,
  dimensions: Dimension[],
): Promise<Map<Dimension, Map<string | null, number>>> {
  const counts = new Map(
    dimensions.map((one) => [one, new Map<string | null, number>()]),
  );
  if (dimensions.length === 0) return counts;
  const pairs = dimensions.map((one) => sql`(${one}::text, ${values[one]})`);
  const rows = await tx.execute<ValueRow>(sql`
    select pair.dimension, pair.value, count(*) as count
    from custody.entries
    cross join lateral (values ${sql.join(pairs, sql`, `)}) as pair(dimension, value)
    where ${where}
    group by 1, 2`);
  for (const { dimension, value, count } of rows) {
    counts.get(dimension)?.set(value, Number(count));
  }
  return counts;
}

type IndexedEntryRow = {
  idx: string;
  clientId: string | null;
  verb: string;
  recordedAt: string;
  texts: string;
};

/** Entries by their hashed texts, which canonical JSON keeps free of line feeds. */
async function readIndexedRows(
  tx: Tx,
  organizationId: string,
  { from, to }: { from: number; to: number },
  parse: FieldParser,
): Promise<{ entry: Entry; clientId: string | null }[]> {
  const rows = await tx.execute<IndexedEntryRow>(sql`
    select idx, client_id as "clientId", verb,
      custody.format_instant(recorded_at) as "recordedAt",
      array_to_string(fields, chr(10), '') as texts
    from custody.entries
    where organization_id = ${organizationId}::uuid and idx >= ${from} and idx < ${to}
    order by idx`);
  return rows.map(({ idx, clientId, verb, recordedAt, texts }) => {
    const fields = texts.split("\n").map((text) => (text === "" ? null : text));
    const row: EntryRow = {
      id: "",
      idx,
      sidx: "0",
      client: null,
      recordedAt,
      verb,
      fields,
      prevHash: "",
      hash: "",
      orgPrevHash: "",
      orgHash: "",
    };
    return { clientId, entry: composeEntry(row, parse) };
  });
}

const rowsPerRead = 4096;

/** What the kept entries of a segment make of it. */
export async function composeBlocks(
  tx: Tx,
  organizationId: string,
  { startIdx, endIdx, salt }: Pick<Segment, "startIdx" | "endIdx" | "salt">,
): Promise<Block[]> {
  const builder = createBuilder(endIdx - startIdx, salt);
  const parse = createFieldParser();
  for (let from = startIdx; from < endIdx; from += rowsPerRead) {
    const to = Math.min(from + rowsPerRead, endIdx);
    const rows = await readIndexedRows(tx, organizationId, { from, to }, parse);
    for (const { entry, clientId } of rows) {
      builder.add({ row: entry.idx - startIdx, entry, clientId });
    }
  }
  return builder.finish();
}

export async function listBlocks(
  tx: Tx,
  organizationId: string,
  startIdx: number,
): Promise<Block[]> {
  return tx.execute<Block>(sql`
    select dimension, part, content from custody.segment_blocks
    where organization_id = ${organizationId}::uuid and start_idx = ${startIdx}
    order by dimension, part`);
}

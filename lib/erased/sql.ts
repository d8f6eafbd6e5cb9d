import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/**
 * What stays of erased values of an entry, and the entries that put it on record, as one
 * JSON text; null for an entry that has its key. Built-in functions alone, as in listRows
 * of lib/integrity. The shape is KeptErasure of lib/integrity/log-row.ts.
 */
export function packErasure(entry: SQL): SQL {
  const own = (table: SQL) =>
    sql`${table}.organization_id = ${entry}.organization_id and ${table}.idx = ${entry}.idx`;
  return sql`case when ${entry}.entry_key is null then json_build_object(
    'salts', (select encode(k.salts, 'hex') from custody.erased_entries k
      where ${own(sql`k`)}),
    'fields', coalesce((select json_agg(json_build_object('slot', f.slot,
        'commitment', encode(f.leaf_hash, 'hex'), 'recordIdx', f.record_idx)
        order by f.slot)
      from custody.erased_fields f where ${own(sql`f`)}), '[]'::json),
    'records', coalesce((select json_agg(json_build_object('idx', r.idx,
        'slot', r.client_slot, 'bodyRoot', encode(r.body_root, 'hex'),
        'content', json_build_object('entryKey', encode(r.entry_key, 'hex'),
          'fields', r.fields,
          'salts', (select encode(k.salts, 'hex') from custody.erased_entries k
            where k.organization_id = r.organization_id and k.idx = r.idx),
          'commitments', coalesce((
            select json_agg(json_build_array(g.slot, encode(g.leaf_hash, 'hex')))
            from custody.erased_fields g
            where g.organization_id = r.organization_id and g.idx = r.idx), '[]'::json))))
      from custody.entries r
      where r.organization_id = ${entry}.organization_id and r.idx in (
        select f.record_idx from custody.erased_fields f where ${own(sql`f`)})),
      '[]'::json))::text end`;
}

const dialect = new PgDialect();

/** The same for a statement that the driver itself makes; it has no parameters. */
export const packedErasure = dialect.sqlToQuery(packErasure(sql`entries`)).sql;

/** KeptParts of kept.ts; null for an entry that has its key, at the cost of one look. */
export function keptColumn(entry: SQL): SQL {
  const own = (table: SQL) =>
    sql`${table}.organization_id = ${entry}.organization_id and ${table}.idx = ${entry}.idx`;
  return sql`case when ${entry}.entry_key is null then json_build_object(
    'salts', coalesce((select encode(k.salts, 'hex') from custody.erased_entries k
      where ${own(sql`k`)}), ''),
    'commitments', coalesce((
      select json_agg(json_build_array(f.slot, encode(f.leaf_hash, 'hex')) order by f.slot)
      from custody.erased_fields f where ${own(sql`f`)}), '[]'::json),
    'records', coalesce((
      select json_agg(json_build_object('id', r.id, 'idx', r.idx, 'sidx', r.sidx)
        order by r.idx)
      from custody.entries r where r.organization_id = ${entry}.organization_id
        and r.idx in (select f.record_idx from custody.erased_fields f
          where ${own(sql`f`)})), '[]'::json)) end`;
}

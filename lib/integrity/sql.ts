/**
 * How the database packs entries of `custody.entries` for `walkPacked` and for exports:
 * with built-in functions alone, since whoever changes rows may have changed ours. Column
 * names stand alone, so nothing may be joined.
 */
import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** What stands for the key of an entry that lost values. */
const noKey = sql`uuid_send('00000000-0000-0000-0000-000000000000')`;

/** Not the count of an array of another shape, whose first value is not its first field. */
export const countedFields = sql`case when array_ndims(fields) = 1 and array_lower(fields, 1) = 1
  then cardinality(fields) else -1 end`;

/** Whether a row fits a record of fixed length. */
export const packedFits = sql`octet_length(prev_hash) = 32 and octet_length(hash) = 32
  and octet_length(org_prev_hash) = 32 and octet_length(org_hash) = 32
  and octet_length(body_root) = 32 and octet_length(coalesce(entry_key, ${noKey})) = 16`;

/** The record, as `packedAt` of packed-rows.ts takes it apart. */
export const packedRecord = sql`int8send(idx) || int4send(client_slot) || int8send(sidx)
  || timestamptz_send(recorded_at) || prev_hash || hash || org_prev_hash || org_hash
  || body_root || int4send(${countedFields}) || coalesce(entry_key, ${noKey})`;

/** The texts and the columns derived from them, as `parsePackedContent` takes them apart. */
export const packedContent = sql`concat(array_to_string(fields, chr(10), ''),
  chr(31), '=' || id, chr(31), '=' || client_id::text,
  chr(31), '=' || to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  chr(31), '=' || action, chr(31), '=' || category, chr(31), '=' || verb,
  chr(31), '=' || outcome, chr(31), '=' || source, chr(31), '=' || vendor,
  chr(31), '=' || actor_type, chr(31), '=' || actor_id,
  chr(31), '=' || target_type, chr(31), '=' || target_id, chr(31), '=' || abbrev(ip),
  chr(31), '=' || key_id, chr(31), '=' || session_id, chr(31), '=' || request_id)`;

const dialect = new PgDialect();

/** One of these for a statement that the driver itself makes; it has no parameters. */
export function textOf(packed: SQL): string {
  return dialect.sqlToQuery(packed).sql;
}

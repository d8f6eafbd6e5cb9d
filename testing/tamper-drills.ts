import type { Finding } from "@/lib/integrity/finding";
import type { TestDatabase } from "./database";
import { rehash, resetHeads } from "./tamper";

export type Place = {
  id: string;
  other: string;
  /** An entry of a client in the middle of the log. */
  idx: number;
  end: number;
};

export type Drill = {
  name: string;
  kinds: Finding["kind"][];
  attack: (sql: TestDatabase["admin"], place: Place) => Promise<unknown>;
  /** The entry that must lie in what the verdict names; the attacked one by default. */
  names?: (place: Place) => number;
};

const setColumn = (column: string, value: string): Drill => ({
  name: `the column ${column} of an entry is edited`,
  kinds: ["column"],
  attack: (sql, { id, idx }) =>
    sql.unsafe(
      `update custody.entries set ${column} = ${value}
       where organization_id = '${id}' and idx = ${idx}`,
    ),
});

export const drills: Drill[] = [
  {
    name: "a letter of a recorded value is edited",
    kinds: ["content"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set fields[9] = replace(fields[9], 'Closed', 'Closee')
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the actor in the recorded text is edited",
    kinds: ["content"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set fields[3] = replace(fields[3], 'Alice', 'Mallo')
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  setColumn("action", "'ticket.created'"),
  setColumn("category", "'other'"),
  setColumn("verb", "'delete'"),
  setColumn("outcome", "'denied'"),
  setColumn("source", "'agent'"),
  setColumn("vendor", "'okta'"),
  setColumn("actor_type", "'system'"),
  setColumn("actor_id", "'mallory'"),
  setColumn("target_type", "'contact'"),
  setColumn("target_id", "null"),
  setColumn("ip", "'198.51.100.1'"),
  setColumn("key_id", "'key_x'"),
  setColumn("session_id", "'s'"),
  setColumn("request_id", "'r'"),
  setColumn("occurred_at", "now() - interval '3 days'"),
  setColumn("client_id", "null"),
  setColumn("id", "'evt_00000000000000000000000000'"),
  {
    name: "the values are put under other numbers, in the same order",
    kinds: ["header"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries
      set fields = ('[2:' || cardinality(fields) + 1 || ']=' || fields::text)::text[]
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "a byte is moved from one hash to the next",
    kinds: ["header"],
    attack: async (sql, { id, idx }) => {
      await sql.unsafe(`alter table custody.entries
        drop constraint if exists entries_hash_is_sha256_ck,
        drop constraint if exists entries_prev_hash_is_sha256_ck`);
      await sql`update custody.entries set prev_hash = substr(prev_hash, 1, 31),
          hash = substr(prev_hash, 32) || hash
        where organization_id = ${id}::uuid and idx = ${idx}`;
    },
  },
  {
    name: "the time of an entry is changed",
    kinds: ["header", "order"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set recorded_at = recorded_at - interval '1 microsecond'
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "an entry in the middle is deleted",
    kinds: ["missing"],
    attack: (sql, { id, idx }) => sql`
      delete from custody.entries where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the last entry is cut off",
    kinds: ["missing", "behind"],
    attack: (sql, { id, end }) => sql`
      delete from custody.entries where organization_id = ${id}::uuid and idx = ${end - 1}`,
    names: ({ end }) => end - 1,
  },
  {
    name: "ten entries are cut off, and the heads set back",
    kinds: ["behind"],
    attack: async (sql, { id, end }) => {
      await sql`delete from custody.entries
        where organization_id = ${id}::uuid and idx >= ${end - 10}`;
      await resetHeads(sql, id);
    },
    names: ({ end }) => end - 10,
  },
  {
    name: "two entries are swapped",
    kinds: ["missing", "header", "order"],
    attack: async (sql, { id, idx }) => {
      const move = (from: number, to: number) => sql`
        update custody.entries set idx = ${to}
        where organization_id = ${id}::uuid and idx = ${from}`;
      await move(idx, 1_000_000);
      await move(idx + 1, idx);
      await move(1_000_000, idx + 1);
    },
  },
  {
    name: "two texts are swapped between entries",
    kinds: ["content"],
    attack: async (sql, { id, idx }) => {
      await sql`update custody.entries a set fields = b.fields from custody.entries b
        where a.organization_id = ${id}::uuid and a.idx = ${idx}
          and b.organization_id = ${id}::uuid and b.idx = ${idx + 1}`;
    },
  },
  {
    name: "an entry is there twice",
    kinds: ["missing", "header", "link"],
    attack: async (sql, { id, idx, end }) => {
      await sql.unsafe(`
        create temp table copied as select * from custody.entries
          where organization_id = '${id}' and idx = ${idx};
        update copied set idx = ${end}, sidx = sidx + 1000, id = 'evt_copy${end}';
        insert into custody.entries select * from copied;
        drop table copied;`);
    },
    names: ({ end }) => end,
  },
  {
    name: "an entry is moved to another client",
    kinds: ["missing", "header"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries e set client_slot = h.client_slot, client_id = h.client_id,
        sidx = h.next_sidx
      from custody.stream_heads h
      where e.organization_id = ${id}::uuid and e.idx = ${idx}
        and h.organization_id = ${id}::uuid and h.client_slot <> e.client_slot
        and h.client_id is not null`,
  },
  {
    name: "an entry is moved to another organization",
    kinds: ["missing"],
    attack: (sql, { id, idx, other }) => sql`
      update custody.entries set organization_id = ${other}::uuid, idx = 500 + idx,
        sidx = 500 + sidx
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "an entry is rewritten and its own hashes recomputed",
    kinds: ["header", "link"],
    attack: async (sql, { id, idx }) => {
      await sql`update custody.entries set hash = sha256('x'), body_root = sha256('y')
        where organization_id = ${id}::uuid and idx = ${idx}`;
    },
  },
  {
    name: "the log is rewritten from an entry on, every hash recomputed, without the key",
    kinds: ["head"],
    attack: async (sql, { id, idx }) => {
      await sql`update custody.entries
        set fields[9] = replace(fields[9], 'Closed', 'Closee')
        where organization_id = ${id}::uuid and idx = ${idx}`;
      await rehash(sql, id, idx);
    },
  },
  {
    name: "a back-dated entry is put in, and everything behind it rehashed",
    kinds: ["head"],
    attack: async (sql, { id, idx }) => {
      await sql.unsafe(`
        create temp table copied as select * from custody.entries
          where organization_id = '${id}' and idx = ${idx};
        create temp table shifted as select * from custody.entries
          where organization_id = '${id}' and idx > ${idx};
        delete from custody.entries where organization_id = '${id}' and idx > ${idx};
        update shifted set idx = idx + 1,
          sidx = sidx + (client_slot = (select client_slot from copied))::int;
        update copied set idx = idx + 1, sidx = sidx + 1,
          fields[7] = replace(fields[7], id, 'evt_backdated${idx}'), id = 'evt_backdated${idx}';
        insert into custody.entries select * from copied;
        insert into custody.entries select * from shifted;
        drop table copied; drop table shifted;`);
      await rehash(sql, id, idx + 1);
    },
  },
  {
    name: "the head row of the organization is changed",
    kinds: ["head_row"],
    attack: (sql, { id }) => sql`
      update custody.organization_heads set last_hash = sha256('x')
      where organization_id = ${id}::uuid`,
    names: ({ end }) => end - 1,
  },
  {
    name: "the head row of a stream is changed",
    kinds: ["head_row"],
    attack: (sql, { id }) => sql`
      update custody.stream_heads set next_sidx = next_sidx + 1
      where organization_id = ${id}::uuid and client_id is not null`,
    names: ({ end }) => end - 1,
  },
  {
    name: "a value is erased without a record",
    kinds: ["erased"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set entry_key = null, fields[3] = null
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the sealed head of a stream is changed",
    kinds: ["head"],
    attack: (sql, { id }) => sql`
      update custody.sealed_streams set head = replace(head, 'stream-head/v1' || chr(10),
        'stream-head/v1' || chr(10) || 'x')
      where organization_id = ${id}::uuid and client_slot <> 0 and epoch_index = 1`,
  },
  {
    name: "the hash of a client's link is changed",
    kinds: ["header"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set prev_hash = sha256('x')
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
];

import type { TestDatabase } from "./database";
import type { Drill } from "./tamper-drills";

type Sql = TestDatabase["admin"];

/** The erased entry, which comes after what was appended before it: the one that is named. */
const recordOf = (sql: Sql, id: string, idx: number) => sql<{ record: number }[]>`
  select record_idx::int as record from custody.erased_fields
  where organization_id = ${id}::uuid and idx = ${idx} limit 1`;

async function editRecord(
  sql: Sql,
  { id, idx }: { id: string; idx: number },
  [from, to]: [string, string],
): Promise<void> {
  const [row] = await recordOf(sql, id, idx);
  await sql`update custody.entries set fields[8] = replace(fields[8], ${from}, ${to})
    where organization_id = ${id}::uuid and idx = ${row?.record ?? -1}`;
}

/** Attacks on an entry that was erased by the product itself: slot 2, with its record. */
export const erasureDrills: Drill[] = [
  {
    name: "a value is taken out without a record",
    kinds: ["erased"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set fields[9] = null
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the key of an entry is taken out without a record",
    kinds: ["erased"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set entry_key = null
      where organization_id = ${id}::uuid and idx = ${idx + 1}`,
    names: ({ idx }) => idx + 1,
  },
  {
    name: "another value is taken out with a commitment, and no record names it",
    kinds: ["erased"],
    attack: async (sql, { id, idx }) => {
      await sql`insert into custody.erased_fields (organization_id, idx, slot, leaf_hash,
          record_idx, erasure_id, erased_at)
        select organization_id, idx, 8, leaf_hash, record_idx, erasure_id, erased_at
        from custody.erased_fields
        where organization_id = ${id}::uuid and idx = ${idx} and slot = 2`;
      await sql`update custody.entries set fields[9] = null
        where organization_id = ${id}::uuid and idx = ${idx}`;
    },
  },
  {
    name: "the record of an erasure is edited to name another value",
    kinds: ["erased"],
    attack: (sql, place) => editRecord(sql, place, ['"slots":[2]', '"slots":[2,8]']),
  },
  {
    name: "the record of an erasure is edited to give another ground",
    kinds: ["erased"],
    attack: (sql, place) => editRecord(sql, place, ["17(1)(b)", "17(1)(e)"]),
  },
  {
    name: "the record of an erasure is made about another entry",
    kinds: ["erased"],
    attack: (sql, place) => editRecord(sql, place, ['"index":', '"index":1']),
  },
  {
    name: "an erasure points to the record of another entry",
    kinds: ["erased"],
    attack: (sql, { id, idx }) => sql`
      update custody.erased_fields f set record_idx = o.record_idx
      from custody.erased_fields o
      where f.organization_id = ${id}::uuid and f.idx = ${idx}
        and o.organization_id = ${id}::uuid and o.idx <> ${idx}`,
  },
  {
    name: "what is kept of an erased value is deleted",
    kinds: ["erased"],
    attack: (sql, { id, idx }) => sql`
      delete from custody.erased_fields
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the commitment to an erased value is replaced",
    kinds: ["content"],
    attack: (sql, { id, idx }) => sql`
      update custody.erased_fields set leaf_hash = sha256('x')
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "the salts of what stays are replaced",
    kinds: ["content"],
    attack: (sql, { id, idx }) => sql`
      update custody.erased_entries set salts = overlay(salts placing '\\xff' from 1)
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "a value that stays beside an erased one is edited",
    kinds: ["content"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set fields[9] = replace(fields[9], 'Closed', 'Closee')
      where organization_id = ${id}::uuid and idx = ${idx}`,
  },
  {
    name: "another value is put where one was erased",
    kinds: ["erased"],
    attack: async (sql, { id, idx }) => {
      await sql`update custody.entries set fields[3] = '{"email":"m@x","name":"M","role":null}'
        where organization_id = ${id}::uuid and idx = ${idx}`;
      await sql`update custody.entries set fields[6] = null
        where organization_id = ${id}::uuid and idx = ${idx}`;
      await sql`update custody.erased_fields set slot = 5
        where organization_id = ${id}::uuid and idx = ${idx} and slot = 2`;
    },
  },
  {
    name: "an address is put back in the column of an erased one",
    kinds: ["column"],
    attack: (sql, { id, idx }) => sql`
      update custody.entries set ip = '198.51.100.1'
      where organization_id = ${id}::uuid and idx = ${idx - 1}`,
    names: ({ idx }) => idx - 1,
  },
];

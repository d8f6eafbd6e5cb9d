import { and, sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import { entryColumns, entrySource } from "@/lib/entries/queries";
import { type EntryRow, parseEntry } from "@/lib/entries/row";
import type { PersonUse } from "@/lib/packs/people";
import { readInScope } from "@/lib/runtime/transaction";
import { findBounds, type Selection, whereScope } from "@/lib/selections/queries";

const peopleMax = 5_000;

type Row = {
  type: string;
  id: string | null;
  category: string;
  firstAt: string;
  lastAt: string;
  lastIdx: string;
  count: string;
  signIns: string;
  notSuccessful: string;
};

/**
 * Everybody who acted between two moments, by what they last called themselves, those who
 * did most first.
 */
export function listPeopleUse(scope: Scope, selection: Selection): Promise<PersonUse[]> {
  return readInScope(scope, async (tx) => {
    const { fromIdx, toIdx } = await findBounds(tx, scope, selection);
    const rows = await tx.execute<Row>(sql`
      select actor_type as type, actor_id as id, category,
        custody.format_instant(min(recorded_at)) as "firstAt",
        custody.format_instant(max(recorded_at)) as "lastAt", max(idx) as "lastIdx",
        count(*) as count, count(*) filter (where verb = 'login') as "signIns",
        count(*) filter (where outcome <> 'success') as "notSuccessful"
      from custody.entries
      where ${and(whereScope(scope), sql`entries.idx >= ${fromIdx} and entries.idx < ${toIdx}`)}
      group by actor_type, actor_id, category
      order by actor_type, actor_id, category`);
    const people = [...groupRows(rows).values()]
      .sort((left, right) => right.entries - left.entries)
      .slice(0, peopleMax);
    const places = people.map(({ lastIdx }) => lastIdx);
    const last = await tx.execute<EntryRow>(sql`
      select ${entryColumns} from ${entrySource}
      where ${and(whereScope(scope), sql`entries.idx = any(${`{${places.join(",")}}`}::bigint[])`)}`);
    const actors = new Map(last.map((row) => [Number(row.idx), parseEntry(row).actor]));
    return people.map(({ lastIdx, ...person }) => {
      const { name = null, email = null, role = null } = actors.get(lastIdx) ?? {};
      return { ...person, name, email, role };
    });
  });
}

type Counted = Omit<PersonUse, "name" | "email" | "role"> & { lastIdx: number };

function groupRows(rows: Iterable<Row>): Map<string, Counted> {
  const people = new Map<string, Counted>();
  for (const row of rows) {
    const key = JSON.stringify([row.type, row.id]);
    const known = people.get(key);
    people.set(key, known ? addRow(known, row) : addRow(begin(row), row));
  }
  return people;
}

function begin({ type, id, firstAt, lastAt }: Row): Counted {
  const none = { entries: 0, signIns: 0, notSuccessful: 0, byCategory: {}, lastIdx: 0 };
  return { type, id, firstAt, lastAt, ...none };
}

function addRow(person: Counted, row: Row): Counted {
  const count = Number(row.count);
  return {
    ...person,
    firstAt: sortTimes(row.firstAt, person.firstAt)[0],
    lastAt: sortTimes(row.lastAt, person.lastAt)[1],
    lastIdx: Math.max(person.lastIdx, Number(row.lastIdx)),
    entries: person.entries + count,
    signIns: person.signIns + Number(row.signIns),
    notSuccessful: person.notSuccessful + Number(row.notSuccessful),
    byCategory: { ...person.byCategory, [row.category]: count },
  };
}

/** Texts sort as their times do. */
function sortTimes(one: string, other: string): [first: string, last: string] {
  return one < other ? [one, other] : [other, one];
}

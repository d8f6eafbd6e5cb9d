import { and, inArray, not, or, type SQL, sql } from "drizzle-orm";
import { type FieldName, fieldNames, internalClient } from "./fields";
import type { Filter } from "./filter";
import { escapeJson, listSpellings, parseFreeText } from "./free-text";
import { parseNetwork } from "./ip-address";
import { prefixOf, readActorTerm } from "./predicate";
import type { ResolvedRange } from "./range";
import { matchUserAgent } from "./user-agent";

/** Positions, half open: what a range on the platform's clock has been resolved to. */
export type Bounds = { fromIdx: number; toIdx: number };

/** Slugs, or whatever else a filter may call a client, and the ids they stand for. */
export type ClientIds = ReadonlyMap<string, string>;

type Order = "desc" | "asc";
type Cursor = { position: number; order: Order };

/**
 * The filter as a condition on `custody.entries`, or an alias of that name. A client that
 * is not in `clientIds` matches nothing.
 */
export function whereFilter(
  filter: Filter,
  range: ResolvedRange & Bounds,
  clientIds: ClientIds,
): SQL | undefined {
  const { q, by, upto } = filter;
  return and(
    sql`entries.idx >= ${range.fromIdx}`,
    sql`entries.idx < ${range.toIdx}`,
    upto === null ? undefined : sql`entries.idx <= ${upto}`,
    by === "occurred" ? whereHappened(range) : undefined,
    ...fieldNames.map((name) => whereTerms(filter, name, clientIds)),
    q === null ? undefined : whereText(q),
  );
}

/** Newest or oldest first by the filter's clock; positions decide between equal times. */
export function orderEntries(by: Filter["by"], order: Order): SQL {
  const direction = order === "desc" ? sql`desc` : sql`asc`;
  if (by === "recorded") return sql`entries.idx ${direction}`;
  return sql`${happenedAt(sql`entries`)} ${direction}, entries.idx ${direction}`;
}

/** What comes after the entry at a position, in that order. */
export function pastCursor(
  by: Filter["by"],
  column: "idx" | "sidx",
  { position, order }: Cursor,
): SQL {
  const sign = order === "desc" ? sql`<` : sql`>`;
  const place = sql.identifier(column);
  if (by === "recorded") return sql`entries.${place} ${sign} ${position}`;
  const isSameStream =
    column === "idx" ? undefined : sql`past.client_slot = entries.client_slot`;
  const isCursor = and(
    sql`past.organization_id = entries.organization_id`,
    sql`past.${place} = ${position}`,
    isSameStream,
  );
  return sql`(${happenedAt(sql`entries`)}, entries.idx) ${sign} (
    select ${happenedAt(sql`past`)}, past.idx
    from custody.entries past where ${isCursor})`;
}

/** Word for word the condition of the partial index, or the planner cannot use it. */
export function isElsewhen(row: SQL): SQL {
  return sql`(${row}.occurred_at - ${row}.recorded_at > interval '2 minutes'
    or ${row}.recorded_at - ${row}.occurred_at > interval '2 minutes')`;
}

export function happenedAt(row: SQL): SQL {
  return sql`case when ${isElsewhen(row)} then ${row}.occurred_at
    else ${row}.recorded_at end`;
}

function whereHappened({ from, to }: ResolvedRange): SQL | undefined {
  const within = (column: SQL) =>
    and(
      from === null ? undefined : sql`${column} >= ${from}::timestamptz`,
      to === null ? undefined : sql`${column} < ${to}::timestamptz`,
    );
  if (from === null && to === null) return undefined;
  const elsewhen = isElsewhen(sql`entries`);
  return or(
    and(elsewhen, within(sql`entries.occurred_at`)),
    and(sql`${elsewhen} is not true`, within(sql`entries.recorded_at`)),
  );
}

function whereTerms(filter: Filter, name: FieldName, clientIds: ClientIds) {
  const terms = filter.terms[name];
  if (!terms) return undefined;
  const match = (list: string[]) => anyOf(name, list, clientIds);
  return and(
    terms.include.length > 0 ? match(terms.include) : undefined,
    terms.exclude.length > 0 ? sql`(${match(terms.exclude)}) is not true` : undefined,
  );
}

function anyOf(name: FieldName, terms: string[], clientIds: ClientIds): SQL {
  switch (name) {
    case "action":
      return someOf(terms.map(whereAction));
    case "actor":
      return someOf(terms.map(whereActor));
    case "client":
      return whereClient(terms, clientIds);
    case "ip":
      return someOf(terms.map(whereNetwork));
    case "ua":
      return someOf(terms.map(whereUserAgent));
    default:
      return inArray(columns[name], terms);
  }
}

const columns = {
  verb: sql`entries.verb`,
  category: sql`entries.category`,
  entity: sql`entries.target_type`,
  id: sql`entries.target_id`,
  outcome: sql`entries.outcome`,
  source: sql`entries.source`,
  vendor: sql`entries.vendor`,
  session: sql`entries.session_id`,
  request: sql`entries.request_id`,
};

function whereAction(term: string): SQL {
  const prefix = prefixOf(term);
  if (prefix === null) return sql`entries.action = ${term}`;
  return sql`starts_with(entries.action, ${prefix})`;
}

function whereActor(term: string): SQL {
  const asked = readActorTerm(term);
  switch (asked.kind) {
    case "type":
      return sql`entries.actor_type = ${asked.type}`;
    case "key":
      return sql`entries.key_id = ${asked.keyId}`;
    case "person":
      return sql`(entries.actor_id = ${asked.id}
        or lower((entries.fields[3]::json ->> 'email') collate "C") = ${asked.email})`;
  }
}

function whereClient(terms: string[], clientIds: ClientIds): SQL {
  const ids = terms.flatMap((term) => clientIds.get(term) ?? []);
  return someOf([
    ...(ids.length > 0 ? [inArray(sql`entries.client_id`, ids)] : []),
    ...(terms.includes(internalClient) ? [sql`entries.client_id is null`] : []),
  ]);
}

function whereNetwork(term: string): SQL {
  const network = parseNetwork(term);
  return network === null ? sql`false` : sql`entries.ip <<= ${network.text}::inet`;
}

function whereUserAgent(term: string): SQL {
  const { has, hasNot } = matchUserAgent(term);
  const text = sql`lower((entries.fields[6]::json ->> 'user_agent') collate "C")`;
  return sql`(${and(
    sql`${text} is not null`,
    ...has.map((word) => contains(text, word)),
    ...hasNot.map((word) => not(contains(text, word))),
  )})`;
}

/**
 * A spelling that occurs in the searched text occurs in the stored texts too, as it is or
 * as JSON escapes it. That is cheap to rule out, and rules out most rows.
 */
export function whereText(q: string): SQL | undefined {
  const { has, hasNot } = parseFreeText(q);
  const stored = sql`lower(array_to_string(entries.fields, chr(10)) collate "C")`;
  const searched = sql`lower(custody.search_text(entries.fields) collate "C")`;
  const occurs = (word: string) => {
    const spellings = listSpellings(word);
    const escaped = spellings.map(escapeJson);
    const candidates = [...new Set([...spellings, ...escaped])];
    return sql`(${someOf(candidates.map((one) => contains(stored, one)))}
      and ${someOf(spellings.map((one) => contains(searched, one)))})`;
  };
  return and(
    ...has.map(occurs),
    ...hasNot.map((word) => sql`${occurs(word)} is not true`),
  );
}

/** Not LIKE: its wildcards would have to be taken out of what people type. */
function contains(text: SQL, part: string): SQL {
  return sql`position(${part}::text in ${text}) > 0`;
}

function someOf(conditions: SQL[]): SQL {
  const any = or(...conditions);
  return any ? sql`(${any})` : sql`false`;
}

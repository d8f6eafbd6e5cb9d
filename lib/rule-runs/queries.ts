import { and, eq, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { rules } from "@/db/schema";
import { resolveClients } from "@/lib/client-names/queries";
import type { Filter } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { entryColumns, entrySource } from "@/lib/entries/queries";
import { composeEntry, createFieldParser, type EntryRow } from "@/lib/entries/row";
import type { RuleDefinition } from "@/lib/rules/model";
import { findRules } from "@/lib/rules/queries";
import type { Rule } from "@/lib/rules/rule";
import { readRuleFilter } from "@/lib/rules/rule-query";
import { compileRule, type GroupState } from "@/lib/rules/step";
import { formatStateKey, type RunningRule, type StateKey } from "./run";

/** Organizations with a rule that is on. Only the worker's login sees them all. */
export async function listWatched(): Promise<string[]> {
  const rows = await getDatabase()
    .selectDistinct({ organizationId: rules.organizationId })
    .from(rules)
    .where(eq(rules.isEnabled, true));
  return rows.map(({ organizationId }) => organizationId);
}

/** Rules that still have to learn what is not new. */
export async function listLearning(): Promise<{ organizationId: string; id: string }[]> {
  const rows = await getDatabase()
    .select({ organizationId: rules.organizationId, id: rules.id })
    .from(rules)
    .where(
      and(eq(rules.isEnabled, true), sql`${rules.learnedVersion} < ${rules.version}`),
    );
  return [...rows];
}

/** The rules that look at entries now. */
export async function listRunning(
  tx: Tx,
  organizationId: string,
): Promise<RunningRule[]> {
  const found = await findRules(tx, organizationId, eq(rules.isEnabled, true));
  const running: RunningRule[] = [];
  for (const rule of found) {
    if (isLearning(rule)) continue;
    running.push({ rule, compiled: await compileNamed(tx, rule.definition) });
  }
  return running;
}

export function isLearning({ definition, learnedVersion, version }: Rule): boolean {
  return definition.kind === "first_seen" && learnedVersion < version;
}

/** Entries name their client by slug; a rule may name it by id, or as it was called before. */
export async function compileNamed(tx: Tx, definition: RuleDefinition) {
  const queries = [definition.when.query, definition.followedBy?.query ?? ""];
  const terms = queries.flatMap((query) => {
    const { client } = readRuleFilter(query).terms;
    return client ? [...client.include, ...client.exclude] : [];
  });
  const clients = terms.length > 0 ? await resolveClients(tx, terms) : new Map();
  const name = (term: string): string => clients.get(term)?.slug ?? term;
  return compileRule(definition, readRuleFilter, (filter: Filter): Filter => {
    const { client } = filter.terms;
    if (!client) return filter;
    const named = {
      include: client.include.map(name),
      exclude: client.exclude.map(name),
    };
    return { ...filter, terms: { ...filter.terms, client: named } };
  });
}

/** The next entries from a position on, in the order of the log. */
export async function readOn(
  tx: Tx,
  organizationId: string,
  { fromIdx, limit }: { fromIdx: number; limit: number },
): Promise<Entry[]> {
  const rows = await tx.execute<EntryRow>(sql`
    select ${entryColumns} from ${entrySource}
    where entries.organization_id = ${organizationId}::uuid and entries.idx >= ${fromIdx}
    order by entries.idx limit ${limit}`);
  const parse = createFieldParser();
  return rows.map((row) => composeEntry(row, parse));
}

type StateRow = { ruleId: string; key: string; state: string };

export async function loadStates(
  tx: Tx,
  organizationId: string,
  wanted: (StateKey & { version: number })[],
): Promise<Map<string, GroupState>> {
  if (wanted.length === 0) return new Map();
  const keys = JSON.stringify(wanted);
  const rows = await tx.execute<StateRow>(sql`
    select s.rule_id as "ruleId", s.key, s.state from custody.rule_states s
    join json_to_recordset(${keys}::text::json) as w("ruleId" text, version int, key text)
      on s.rule_id = w."ruleId" and s.version = w.version and s.key = w.key
    where s.organization_id = ${organizationId}::uuid`);
  return new Map(
    rows.map(({ state, ...place }) => [formatStateKey(place), JSON.parse(state)]),
  );
}

/** Silences that have lasted long enough, and a little longer: what is on its way counts. */
export async function listDueSilences(
  tx: Tx,
  organizationId: string,
  graceSeconds: number,
): Promise<StateRow[]> {
  const rows = await tx.execute<StateRow>(sql`
    select s.rule_id as "ruleId", s.key, s.state from custody.rule_states s
    join custody.rules r on r.organization_id = s.organization_id and r.id = s.rule_id
      and r.version = s.version and r.is_enabled
    where s.organization_id = ${organizationId}::uuid
      and s.due_at <= clock_timestamp() - make_interval(secs => ${graceSeconds})
    order by s.due_at limit 100`);
  return [...rows];
}

export async function readClock(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ micros: string }>(sql`
    select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros`);
  return Number(row?.micros ?? 0);
}

import postgres from "postgres";

/**
 * Tables that move by themselves: what the sealer, the verifier and the worker keep, counters,
 * and the log, of which the entries that say of something done are counted instead.
 */
const moving = [
  /^(entries|organization_heads|stream_heads|folded_events|idempotency_keys|vacant_keys)/,
  /^(migrations|epochs|sealed_|segment|pruned_|cosignatures|log_keys|installation)/,
  /^(anchors|verification_|prune_reminders|rate_limits|form_flashes|api_key_days)/,
  /^(export_requests|export_sends|evidence_packs|rule_cursors|rule_states|alerts$|deliver|feeds|notifications$|write_backs)/,
];
/** Columns that say when something was last used, which a refusal may move. */
const restless = [
  "last_seen_at",
  "last_used_at",
  "last_used_ip",
  "learned_version",
  "throttle",
];

export type Fingerprint = {
  take: (organizationIds: string[], inAddresses: string) => Promise<string>;
  close: () => Promise<void>;
};

/** What the database holds of some organizations and their people, as one digest. */
export async function openFingerprint(adminUrl: string): Promise<Fingerprint> {
  const admin = postgres(adminUrl, { max: 4, onnotice: () => {} });
  const columns = await admin<{ table: string; names: string[] }[]>`
    select table_name as table, array_agg(column_name::text) as names
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'custody' and table_type = 'BASE TABLE'
    group by table_name order by table_name`;
  const parts = columns
    .filter(({ table }) => !moving.some((pattern) => pattern.test(table)))
    .map(({ table, names }) => {
      const quiet = names.filter((name) => !restless.includes(name));
      const row = `row(${quiet.map((name) => `t."${name}"`).join(", ")})::text`;
      // A sum needs no order: of all the walks do, sorting these rows took longest.
      return `select '${table}' as part,
        concat(count(*), '/', sum(hashtextextended(${row}, 0))) as digest
        from custody.${table} t where ${whose(table, names)}`;
    });
  const done = `select 'done', count(*)::text from custody.entries t
    where organization_id = any($1::uuid[]) and outcome = 'success'
      and source not in ('system', 'rule') and action <> 'api_key.used'`;
  const question = `select string_agg(part || ' ' || digest, E'\\n' order by part) as told
    from (${[...parts, done].join(" union all ")}) parts`;
  return {
    take: async (organizationIds, inAddresses) => {
      const values = [organizationIds, `%@%${inAddresses}%`];
      const [row] = await admin.unsafe(question, values, { prepare: true });
      return row?.told ?? "";
    },
    close: () => admin.end(),
  };
}

function whose(table: string, names: string[]): string {
  const isTheirs = "in (select id from custody.users where email like $2)";
  if (names.includes("organization_id")) return "t.organization_id = any($1::uuid[])";
  if (table === "organizations") return "t.id = any($1::uuid[])";
  if (table === "users") return "t.email like $2";
  if (names.includes("user_id")) return `t.user_id ${isTheirs}`;
  throw new Error(`whose rows are in ${table}? say so in testing/walk/fingerprint.ts`);
}

/** The parts that are not as they were, for a test to name. */
export function nameChanged(before: string, after: string): string[] {
  const known = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !known.has(line))
    .map((line) => line.split(" ")[0] ?? "");
}

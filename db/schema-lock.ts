import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";

export const lockFile = fileURLToPath(new URL("./schema.lock", import.meta.url));

/** One line for each object of the schema, the same on every supported server version. */
export async function readSchema(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql.begin(async (tx) => {
    await tx`set local search_path = pg_catalog`;
    return tx<{ line: string }[]>`
    with spaces as (select oid from pg_namespace where nspname = 'custody')
    select format('column %s.%s %s%s%s', c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace in (select oid from spaces) and c.relkind = 'r'
        and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'
    union all
    select format('security %s rls=%s forced=%s owner=%s', relname, relrowsecurity,
        relforcerowsecurity, pg_get_userbyid(relowner))
      from pg_class where relnamespace in (select oid from spaces) and relkind = 'r'
        and relname <> 'migrations'
    union all
    select 'index ' || indexdef from pg_indexes
      where schemaname = 'custody' and tablename <> 'migrations'
    union all
    select format('constraint %s %s %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid))
      from pg_constraint
      where connamespace in (select oid from spaces) and contype in ('c', 'f', 'p', 'u')
        and conrelid <> 0 and conrelid is distinct from to_regclass('custody.migrations')
    union all
    select format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace in (select oid from spaces) and not t.tgisinternal
    union all
    select format('policy %s.%s %s to %s using %s check %s', tablename, policyname, cmd,
        array_to_string(roles, ','), qual, with_check)
      from pg_policies where schemaname = 'custody'
    union all
    select format('function %s owner=%s definer=%s settings=%s body=%s',
        p.oid::regprocedure, pg_get_userbyid(p.proowner), p.prosecdef,
        array_to_string(p.proconfig, ','), md5(p.prosrc))
      from pg_proc p where p.pronamespace in (select oid from spaces)
    union all
    select format('grant %s on %s to %s', privilege_type, c.relname,
        case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end)
      from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace in (select oid from spaces) and c.relname <> 'migrations'
        and c.relkind = 'r' and a.grantee <> c.relowner
    union all
    select format('grant %s on %s.%s to %s', privilege_type, c.relname, t.attname,
        case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end)
      from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
      where c.relnamespace in (select oid from spaces)
    union all
    select format('grant execute on %s to %s', p.oid::regprocedure,
        case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end)
      from pg_proc p, aclexplode(p.proacl) a
      where p.pronamespace in (select oid from spaces) and a.grantee <> p.proowner
    order by 1`;
  });
  return rows.map((row) => row.line.replaceAll(/\s+/g, " ")).sort();
}

/** What the live catalogue has and the lock has not (+), and the other way round (-). */
export async function checkSchema(sql: postgres.Sql): Promise<string[]> {
  const live = new Set(await readSchema(sql));
  const locked = new Set(readFileSync(lockFile, "utf8").trim().split("\n"));
  return [
    ...[...live].filter((line) => !locked.has(line)).map((line) => `+ ${line}`),
    ...[...locked].filter((line) => !live.has(line)).map((line) => `- ${line}`),
  ];
}

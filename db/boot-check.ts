import postgres from "postgres";
import { checkSchema } from "./schema-lock";

/**
 * Refuses to serve with a login that could change the log, on a server that could lose an
 * acknowledged entry, or on a schema that is not this version's (T-27, T-28).
 */
export async function checkLogin(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const problems = [
      ...(await listLoginProblems(sql)),
      ...(await listServerProblems(sql)),
    ];
    const differences = problems.length > 0 ? [] : await checkSchema(sql);
    if (differences.length > 0) {
      problems.push(
        `the schema is not this version's: run custody migrate\n  ${differences.join("\n  ")}`,
      );
    }
    if (problems.length > 0) {
      throw new Error(`Custody will not start:\n- ${problems.join("\n- ")}`);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function listLoginProblems(sql: postgres.Sql): Promise<string[]> {
  const [login] = await sql<
    { name: string; rolsuper: boolean; rolbypassrls: boolean; owns: boolean }[]
  >`
    select rolname as name, rolsuper, rolbypassrls,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'custody' and pg_has_role(current_user, c.relowner, 'member'))
        as owns
    from pg_roles where rolname = current_user`;
  if (!login) return ["the login cannot be read"];
  const problems: string[] = [];
  if (login.rolsuper) problems.push(`the login ${login.name} is a superuser`);
  if (login.rolbypassrls) problems.push(`the login ${login.name} bypasses row security`);
  if (login.owns) problems.push(`the login ${login.name} owns tables of the log`);
  return problems;
}

async function listServerProblems(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`;
  return rows.map(({ name }) => `the server runs with ${name} = off`);
}

import type { TestDatabase } from "./database";

/** Runs `body` while no serving login may append: what a broken log looks like to the product. */
export async function withBrokenLog<T>(
  { admin }: TestDatabase,
  body: () => Promise<T>,
): Promise<T> {
  await changeAppend(admin, "revoke", "from");
  try {
    return await body();
  } finally {
    await changeAppend(admin, "grant", "to");
  }
}

async function changeAppend(
  admin: TestDatabase["admin"],
  verb: "grant" | "revoke",
  preposition: "to" | "from",
): Promise<void> {
  const functions = await admin<{ name: string }[]>`
    select oid::regprocedure::text as name from pg_proc
    where pronamespace = 'custody'::regnamespace and proname = 'append'
      and has_function_privilege('custody_app', oid, 'execute') = ${verb === "revoke"}`;
  for (const { name } of functions) {
    await admin.unsafe(
      `${verb} execute on function ${name} ${preposition} custody_app, custody_worker`,
    );
  }
}

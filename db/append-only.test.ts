import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";

const logTables = ["entries", "organization_heads", "stream_heads", "idempotency_keys"];
let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
});

afterAll(async () => {
  await database.drop();
});

async function codeOf(attempt: PromiseLike<unknown>): Promise<string> {
  try {
    await attempt;
    return "no error";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}

function enter(sql: postgres.Sql | postgres.TransactionSql) {
  return sql`select custody.enter_scope(${organization.organizationId}::uuid, null)`;
}

describe("the application's own login (T-21)", () => {
  const statements = [
    "update custody.entries set action = 'x'",
    "delete from custody.entries",
    "truncate custody.entries",
    "merge into custody.entries e using (select 0::bigint as idx) s on e.idx = s.idx when matched then delete",
    "copy custody.entries from stdin",
    "insert into custody.entries select * from custody.entries",
    "drop table custody.entries",
    "alter table custody.entries add column x int",
    "alter table custody.entries disable trigger all",
    "create rule r as on insert to custody.entries do instead nothing",
    "set role custody_owner",
    "update custody.organization_heads set next_idx = 0",
    "delete from custody.stream_heads",
    "delete from custody.idempotency_keys",
    "create temporary table entries (x int)",
    "create table custody.x (x int)",
    "select custody.draw_slot(256, '{}')",
    "alter function custody.append(uuid, uuid[], boolean, text, text, boolean) owner to custody_app",
  ];
  for (const statement of statements) {
    it(`cannot ${statement.slice(0, 70)}`, async () => {
      const attempt = database.app.begin(async (tx) => {
        await enter(tx);
        await tx.unsafe(statement);
      });
      expect(await codeOf(attempt)).toBe("42501");
    });
  }
});

describe("the owner of the tables (T-22)", () => {
  for (const table of logTables) {
    for (const verb of ["delete from", "truncate"]) {
      it(`cannot ${verb} ${table}`, async () => {
        const attempt = database.admin.begin(async (tx) => {
          await tx.unsafe("set local role custody_owner");
          await enter(tx);
          await tx.unsafe(
            `${verb} custody.${table} ${verb === "truncate" ? "cascade" : ""}`,
          );
        });
        const isEmpty = table === "idempotency_keys" && verb !== "truncate";
        expect(await codeOf(attempt)).toBe(isEmpty ? "no error" : "42501");
      });
    }
  }

  it("cannot update an entry", async () => {
    const attempt = database.admin.begin(async (tx) => {
      await tx.unsafe("set local role custody_owner");
      await enter(tx);
      await tx.unsafe("update custody.entries set action = 'x'");
    });
    expect(await codeOf(attempt)).toBe("42501");
  });

  it("cannot set a head back", async () => {
    const attempt = database.admin.begin(async (tx) => {
      await tx.unsafe("set local role custody_owner");
      await enter(tx);
      await tx.unsafe("update custody.organization_heads set next_idx = next_idx - 1");
    });
    expect(await codeOf(attempt)).toBe("42501");
  });
});

it("a superuser in replica mode is still refused (T-23)", async () => {
  const attempt = database.admin.begin(async (tx) => {
    await tx.unsafe("set local session_replication_role = replica");
    await tx.unsafe("delete from custody.entries");
  });
  expect(await codeOf(attempt)).toBe("42501");
});

it("the demo flag of an organization can never change", async () => {
  const attempt = database.admin`update custody.organizations set is_demo = true`;
  expect(await codeOf(attempt)).toBe("42501");
});

it("a temporary table of the same name does not swallow the append (T-25)", async () => {
  await database.admin.unsafe(
    `grant temporary on database ${await currentDatabase()} to custody_app`,
  );
  const before = await countEntries();
  await database.app.begin(async (tx) => {
    await tx.unsafe(
      "create temporary table entries (like custody.entries) on commit drop",
    );
    await tx.unsafe("set local search_path = pg_temp, custody, public");
    await enter(tx);
    await appendOne(tx);
  });
  await database.admin.unsafe(
    `revoke temporary on database ${await currentDatabase()} from custody_app`,
  );
  expect(await countEntries()).toBe(before + 1);
});

it("an append commits synchronously whatever the session says (T-29)", async () => {
  const setting = await database.app.begin(async (tx) => {
    await tx.unsafe("set local synchronous_commit = off");
    await enter(tx);
    await appendOne(tx);
    const [row] = await tx`select current_setting('synchronous_commit') as value`;
    return row?.value;
  });
  expect(setting).toBe("on");
});

describe("the catalogue of the database (T-24)", () => {
  it("has row security enabled and forced on every table with an organization", async () => {
    const weak = await database.admin`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'custody' and c.relkind in ('r', 'p')
        and (not c.relrowsecurity or not c.relforcerowsecurity)
        and c.relname not in ('installation', 'migrations')`;
    expect(weak.map((row) => row.relname)).toEqual([]);
  });

  it("has no policy that writes without a check", async () => {
    const open = await database.admin`
      select policyname from pg_policies
      where schemaname = 'custody' and cmd <> 'SELECT'
        and (qual is null or with_check is null)`;
    expect(open.map((row) => row.policyname)).toEqual([]);
  });

  it("grants nothing to everybody", async () => {
    const grants = await database.admin`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        aclexplode(c.relacl) a
      where n.nspname = 'custody' and a.grantee = 0`;
    expect(grants.map((row) => row.relname)).toEqual([]);
  });

  it("gives every definer function a safe path, an owner nobody is, and no public use", async () => {
    const weak = await database.admin`
      select p.oid::regprocedure::text as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      join pg_roles r on r.oid = p.proowner
      where n.nspname = 'custody' and p.prosecdef and (
        r.rolcanlogin
        or not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog, custody, pg_temp']
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          where a.grantee = 0))`;
    expect(weak.map((row) => row.name)).toEqual([]);
  });

  it("has no view and no copy of the entries", async () => {
    const copies = await database.admin`
      select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'custody' and relkind in ('v', 'm')`;
    expect(copies).toHaveLength(0);
  });

  it("fires the triggers of the log in every mode", async () => {
    const lax = await database.admin`
      select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'custody' and not t.tgisinternal and t.tgenabled <> 'A'`;
    expect(lax.map((row) => row.tgname)).toEqual([]);
  });
});

it("an entry can be appended by a business change all the while", async () => {
  const { ctx } = organization;
  const [entry] = await inScope(ctx.scope, (tx) =>
    appendWithin(tx, ctx, [{ event: { action: "settings.updated" }, clientId: null }]),
  );
  expect(entry?.hash).toMatch(/^[0-9a-f]{64}$/);
});

function appendOne(tx: postgres.TransactionSql) {
  const entry = { client: 1, request: 0, key: "00", root: "00", verb: "other", count: 8 };
  const facts = JSON.stringify([entry]);
  return tx`select * from custody.append(${organization.organizationId}::uuid,
    '{null}'::uuid[], false, ${facts}::text, ${fieldTexts().join("\n")}::text)`;
}

async function countEntries(): Promise<number> {
  const [row] = await database.admin`select count(*)::int as count from custody.entries`;
  return Number(row?.count);
}

async function currentDatabase(): Promise<string> {
  const [row] = await database.admin`select quote_ident(current_database()) as name`;
  return String(row?.name);
}

let made = 0;
function fieldTexts(): string[] {
  made += 1;
  return [
    '{"action":"a","category":"other","outcome":"success"}',
    '{"id":null,"type":"system"}',
    "null",
    "null",
    "null",
    "null",
    `{"client_id":null,"id":"evt_test${made}","source":"system"}`,
    "null",
  ];
}

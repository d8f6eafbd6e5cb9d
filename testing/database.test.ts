import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";

describe("a test database", () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });

  afterAll(async () => {
    await Promise.all([one.drop(), other.drop()]);
  });

  it("has the tables of a migrated one and belongs to one test file alone", async () => {
    await one.admin`create table only_here (id int)`;
    const tables = await other.admin`
      select relname from pg_class where relname in ('entries', 'only_here')`;
    expect(tables.map((table) => table.relname)).toEqual(["entries"]);
  });

  it("is reached by each weak login as itself", async () => {
    for (const login of ["app", "worker", "sealer", "pruner", "verifier"] as const) {
      const [row] = await one[
        login
      ]`select current_user::text as login, session_user::text`;
      expect(row).toEqual({
        login: `custody_${login}`,
        session_user: `custody_${login}`,
      });
    }
  });

  it("is gone when it is dropped", async () => {
    const brief = await createTestDatabase();
    const name = new URL(brief.url("admin")).pathname.slice(1);
    await brief.drop();
    const left = await one.admin`select 1 from pg_database where datname = ${name}`;
    expect(left).toHaveLength(0);
  });
});

import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { checkLogin } from "./boot-check";
import { logins } from "./logins";

let database: TestDatabase;
let name: string;

beforeAll(async () => {
  database = await createTestDatabase();
  name = new URL(database.url("admin")).pathname.slice(1);
});

afterAll(async () => {
  await database.drop();
});

/** A login of this test alone; roles belong to the whole server, so it is dropped again. */
async function withLogin(
  attributes: string,
  grant: string | null,
  body: (url: string) => Promise<void>,
): Promise<void> {
  const role = `custody_test_login_${randomBytes(4).toString("hex")}`;
  const { admin } = database;
  await admin.unsafe(`create role ${role} login password 'test' ${attributes}`);
  try {
    await admin.unsafe(`grant connect on database ${name} to ${role}`);
    await admin.unsafe(`grant usage on schema custody to ${role}`);
    if (grant !== null) await admin.unsafe(`grant ${grant} to ${role}`);
    const url = new URL(database.url("admin"));
    url.username = role;
    url.password = "test";
    await body(url.toString());
  } finally {
    await admin.unsafe(`drop owned by ${role}`);
    await admin.unsafe(`drop role ${role}`);
  }
}

/** Makes a change, expects the start to be refused with its name, and takes it back. */
async function expectNamed(change: string, undo: string, said: RegExp): Promise<void> {
  await database.admin.unsafe(change);
  try {
    await expect(checkLogin(database.url("app"))).rejects.toThrow(said);
  } finally {
    await database.admin.unsafe(undo);
  }
}

describe("a serving process", () => {
  it.each(logins)("starts with the login custody_%s", async (login) => {
    await expect(checkLogin(database.url(login))).resolves.toBeUndefined();
  });

  it("does not start as a superuser, and says so (T-27)", async () => {
    await expect(checkLogin(database.url("admin"))).rejects.toThrow(/is a superuser/);
    await withLogin("superuser", null, (url) =>
      expect(checkLogin(url)).rejects.toThrow(/is a superuser/),
    );
  });

  it("does not start with a login that bypasses row security (T-27)", async () => {
    await withLogin("bypassrls", "custody_app", (url) =>
      expect(checkLogin(url)).rejects.toThrow(/bypasses row security/),
    );
  });

  it("does not start with a login that may become the owner (T-27)", async () => {
    await withLogin("inherit", "custody_owner", (url) =>
      expect(checkLogin(url)).rejects.toThrow(/owns tables of the log/),
    );
    await withLogin("noinherit", "custody_owner", (url) =>
      expect(checkLogin(url)).rejects.toThrow(/owns tables of the log/),
    );
  });

  it("does not start where an acknowledged entry could be lost (T-28)", async () => {
    await expectNamed(
      `alter role custody_app in database ${name} set synchronous_commit = off`,
      `alter role custody_app in database ${name} reset synchronous_commit`,
      /synchronous_commit = off/,
    );
  });

  it("does not start where nobody answers", async () => {
    const url = new URL(database.url("app"));
    url.password = "wrong";
    await expect(checkLogin(url.toString())).rejects.toThrow(/password/);
  });
});

describe("a schema that is not this version's", () => {
  it.each([
    [
      "a column more",
      "alter table custody.entries add column extra text",
      "alter table custody.entries drop column extra",
      /\+ column entries\.extra text/,
    ],
    [
      "a trigger switched off",
      "alter table custody.entries disable trigger user",
      `alter table custody.entries enable always trigger entries_append_only,
        enable always trigger entries_never_truncated`,
      /trigger .*entries.* enabled=D/,
    ],
    [
      "row security switched off",
      "alter table custody.entries no force row level security",
      "alter table custody.entries force row level security",
      /\+ security entries rls=t forced=f/,
    ],
    [
      "a right more",
      "grant update on custody.entries to custody_app",
      "revoke update on custody.entries from custody_app",
      /\+ grant UPDATE on entries to custody_app/,
    ],
    [
      "a right for everybody",
      "grant select on custody.entries to public",
      "revoke select on custody.entries from public",
      /\+ grant SELECT on entries to public/,
    ],
    [
      "a policy more",
      "create policy extra on custody.entries for select to public using (true)",
      "drop policy extra on custody.entries",
      /\+ policy entries\.extra/,
    ],
    [
      "a function more",
      "create function custody.extra() returns int language sql as 'select 1'",
      "drop function custody.extra()",
      /\+ function custody\.extra\(\)/,
    ],
  ])("with %s is refused and named", async (_title, change, undo, said) => {
    await expectNamed(change, undo, said);
  });

  it("is accepted again once it is what it was", async () => {
    await expect(checkLogin(database.url("app"))).resolves.toBeUndefined();
  });
});

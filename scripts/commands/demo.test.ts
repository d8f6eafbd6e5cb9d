import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { createProgram, type Program, type Ran } from "./run-program";

const events = 1_500;
const end = "2026-11-20T10:00:00Z";

let database: TestDatabase;
let second: TestDatabase;
let custody: Program;
let ran: Ran;

beforeAll(async () => {
  database = await openTestDatabase();
  second = await createTestDatabase();
  custody = programOn(database);
  ran = await makeDemo(custody);
});

afterAll(async () => {
  await second.drop();
  await database.drop();
});

function programOn({ url, custodyDir }: TestDatabase): Program {
  return createProgram({
    CUSTODY_APP_DATABASE_URL: url("app"),
    CUSTODY_DIR: custodyDir,
  });
}

function makeDemo(program: Program, seed = 7): Promise<Ran> {
  const words = `demo --events ${events} --seed ${seed} --end ${end} --org demo1`;
  return program(`${words} --json`);
}

/** What the story says, without what names the keys of one installation. */
async function readStory({ admin }: TestDatabase) {
  const rows = await admin`
    select idx::int, id, recorded_at::text as at, entry_key, fields
    from custody.entries where action <> 'log.stream_created' order by idx`;
  return [...rows];
}

describe("custody demo", () => {
  it("makes exactly the entries asked for, and people who can sign in", async () => {
    expect(ran.code).toBe(0);
    const told = JSON.parse(ran.stdout);
    expect(told).toMatchObject({ slug: "demo1", entries: events });
    const [row] = await database.admin`
      select count(*)::int as entries, max(idx)::int as last, bool_and(o.is_demo) as demo
      from custody.entries e join custody.organizations o on o.id = e.organization_id`;
    expect(row).toEqual({ entries: events, last: events - 1, demo: true });
    const roles = told.sign_ins.map(({ role }: { role: string }) => role);
    expect(roles).toEqual(["owner", "admin", "technician", "auditor", "portal"]);
  });

  it("shows its progress beside the result, not in it", () => {
    expect(ran.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(ran.stderr.trimEnd().split("\n").at(-1)).toBe("1,500 of 1,500 entries");
  });

  it("tells the same story to another installation for the same seed and end", async () => {
    expect(await makeDemo(programOn(second))).toMatchObject({ code: 0 });
    const [one, other] = [await readStory(database), await readStory(second)];
    expect(one.length).toBeGreaterThan(events - 20);
    expect(other).toEqual(one);
  });

  it("never touches an organization that exists, real or demo", async () => {
    await makeOrganization("contoso");
    const count = () => database.admin`select count(*)::int from custody.entries`;
    const before = [...(await count())];
    const [real, again] = [await custody("demo --org contoso"), await makeDemo(custody)];
    expect(real).toMatchObject({ code: 2, stdout: "" });
    expect(real.stderr).toMatch(/"contoso" is real/);
    expect(again).toMatchObject({ code: 2 });
    expect(JSON.parse(again.stdout).error).toMatch(/has its history already/);
    expect([...(await count())]).toEqual(before);
  });

  it("says how many entries the story needs", async () => {
    const refused = await custody("demo --org demo2 --events 10");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/\/events must be at least \d+/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateKey } from "@/lib/access/gate";
import { attemptSignIn } from "@/lib/access/mutations";
import { listArrivals } from "@/lib/access/queries";
import { findLink } from "@/lib/links/queries";
import { listEntries } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { createProgram, type Program, type Ran } from "./run-program";

const password = "correct horse battery";
const nowhere = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let custody: Program;
let created: Ran;

beforeAll(async () => {
  database = await openTestDatabase();
  custody = createProgram({
    CUSTODY_APP_DATABASE_URL: database.url("app"),
    CUSTODY_DIR: database.custodyDir,
  });
  created = await createOrganization("northwind", "alice@northwind.example");
  await custody("client add --org northwind --name Acme --slug acme");
});

afterAll(async () => {
  await database.drop();
});

function createOrganization(slug: string, owner: string, ...more: string[]) {
  const words = ["org", "create", "--name", `The ${slug}`, "--slug", slug];
  return custody([...words, "--owner", owner, ...more], `${password}\n`);
}

async function signIn(email: string, word: string): Promise<string | null> {
  const device = { mark: "", secret: "s".repeat(32) };
  const attempt = await attemptSignIn({ email, password: word }, nowhere, device);
  return attempt.kind === "in" ? attempt.sessionId : null;
}

async function listActions(slug: string): Promise<string[]> {
  const rows = await database.admin`
    select e.action from custody.entries e
    join custody.organizations o on o.id = e.organization_id
    where o.slug = ${slug} order by e.idx`;
  return rows.map(({ action }) => action);
}

describe("custody org create", () => {
  it("makes a log and an owner, whose made password is shown once and works", async () => {
    expect(created).toMatchObject({ code: 0, stderr: "" });
    const [, made = ""] =
      /^Created The northwind \(northwind\) with the owner alice@northwind\.example\. Password \(shown once\): (\S+)\n$/.exec(
        created.stdout,
      ) ?? [];
    expect(await signIn("alice@northwind.example", made)).toMatch(/^[0-9a-f]{64}$/);
    expect(await signIn("alice@northwind.example", `${made}x`)).toBeNull();
    expect((await listActions("northwind")).slice(0, 3)).toEqual([
      "log.stream_created",
      "organization.created",
      "user.created",
    ]);
  });

  it("takes the password from standard input and then shows none", async () => {
    const owner = "Bob.Jones@fabrikam.example";
    const ran = await createOrganization("fabrikam", owner, "--password-stdin", "--json");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const told = JSON.parse(ran.stdout);
    expect(told.organization).toMatchObject({ slug: "fabrikam", name: "The fabrikam" });
    expect(told.owner).toEqual({
      id: expect.any(String),
      email: "bob.jones@fabrikam.example",
      role: "owner",
    });
    expect(
      (await listArrivals({ email: "bob.jones@fabrikam.example" }))[0] ?? null,
    ).toMatchObject({
      name: "Bob Jones",
    });
    expect(await signIn("bob.jones@fabrikam.example", password)).not.toBeNull();
  });

  it.each([
    ["Bad Slug", "carol@contoso.example", /\/slug must be 1 to 63 of a-z 0-9 -/],
    ["northwind", "carol@contoso.example", /in use[\s\S]*\/slug is already in use/],
    ["contoso", "carol", /"carol" is not an e-mail address/],
    ["contoso", "alice@northwind.example", /alice@\S+ has an account already/],
  ])("makes nothing of slug %j and owner %s, and says why", async (slug, owner, why) => {
    const ran = await createOrganization(slug, owner);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(why);
    expect(
      (await listArrivals({ email: "carol@contoso.example" }))[0] ?? null,
    ).toBeNull();
    expect(await listActions("contoso")).toEqual([]);
  });

  it("makes nothing with a weak password", async () => {
    const words =
      "org create --name C --slug contoso --owner carol@contoso.example --password-stdin";
    const ran = await custody(words, "hunter2\n");
    expect(ran).toEqual({
      code: 2,
      stdout: "",
      stderr: "The password must have at least 12 characters.\n",
    });
    expect(await listActions("contoso")).toEqual([]);
  });
});

describe("custody user add", () => {
  it("adds a person with a role and the password given", async () => {
    const role = "technician";
    const email = `${role}@northwind.example`;
    const words = `user add --org northwind --email ${email} --role ${role}`;
    const ran = await custody(`${words} --password-stdin`, password);
    expect(ran).toEqual({ code: 0, stdout: `Added ${email} as ${role}.\n`, stderr: "" });
    expect((await listArrivals({ email: email }))[0] ?? null).toMatchObject({ role });
    expect(await signIn(email, password)).not.toBeNull();
  });

  it.each([
    ["northwind", "Alice@Northwind.example", "admin", /has an account already/],
    ["nowhere", "dave@northwind.example", "admin", /no organization "nowhere".*create/],
  ])("refuses organization %s, e-mail %s, role %s, and says why", async (...refused) => {
    const [org, email, role, why] = refused;
    const ran = await custody(`user add --org ${org} --email ${email} --role ${role}`);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(why);
    expect(
      (await listArrivals({ email: "dave@northwind.example" }))[0] ?? null,
    ).toBeNull();
  });
});

describe("custody user recover", () => {
  it("lets an owner in again who lost everything, and the log says why", async () => {
    const email = "alice@northwind.example";
    const [arrival] = await listArrivals({ email });
    await database.admin`insert into custody.second_factors
      (user_id, sealed_secret, confirmed_at)
      values (${arrival?.userId ?? ""}, decode('00', 'hex'), now())
      on conflict (user_id) do update set confirmed_at = now()`;
    const words = ["user", "recover", "--org", "northwind", "--email", email];
    const ran = await custody([...words, "--reason", "the phone burned", "--json"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { link, second_factor_reset: isReset } = JSON.parse(ran.stdout);
    expect(isReset).toBe(true);
    const [, token = ""] = /\/reset\/([0-9a-f]+)$/.exec(link) ?? [];
    expect(await findLink(token)).toMatchObject({ purpose: "reset", isOpen: true });
    expect((await listArrivals({ email }))[0]).toMatchObject({ hasSecondFactor: false });
    expect((await listActions("northwind")).slice(-3)).toEqual([
      "user.mfa_removed",
      "user.unlocked",
      "user.password_reset_requested",
    ]);
  });

  it("refuses who has no role there, and wants a reason", async () => {
    const words = "user recover --org northwind --email nobody@northwind.example";
    expect((await custody(`${words} --reason lost`)).stderr).toMatch(/has no role in/);
    expect((await custody(words)).stderr).toMatch(/--reason/);
  });
});

describe("custody client add", () => {
  it("has added a client whose stream begins with its own entries", async () => {
    const actions = await listActions("northwind");
    expect(actions.slice(3, 5)).toEqual(["log.stream_created", "client.created"]);
  });

  it.each([
    ["internal", /\/slug "internal" means entries about no client/],
    ["acme", /\/slug is already in use/],
  ])("refuses the slug %s and says why", async (slug, why) => {
    const ran = await custody(
      `client add --org northwind --name Two --slug ${slug} --json`,
    );
    expect(ran).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(ran.stdout).error).toMatch(why);
  });
});

describe("custody key create", () => {
  it("prints a key that works for its client, and keeps only its digest", async () => {
    const scope = "audit:read,events:write";
    const words = `key create --org northwind --scope ${scope} --client acme --name feed`;
    const ran = await custody(`${words} --expires 2999-01-31 --json`);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { key, id } = JSON.parse(ran.stdout);
    const ctx = await gateKey(new Headers({ authorization: `Bearer ${key}` }));
    expect(ctx.principal).toMatchObject({ keyId: id, scopes: scope.split(",") });
    const answer = await listEntries(key);
    expect(answer.status).toBe(200);
    expect(new Set(answer.body.data.map(({ client }) => client))).toEqual(
      new Set(["acme"]),
    );
    const [row] = await database.admin`
      select to_jsonb(k)::text as kept, expires_at from custody.api_keys k where id = ${id}`;
    expect(row?.expires_at).toEqual(new Date("2999-01-31T00:00:00Z"));
    expect(row?.kept).not.toContain(key);
    expect(row?.kept).not.toContain(key.slice(17, 49));
    const log = await database.admin`
      select 1 from custody.entries where fields::text like ${`%${key.slice(17, 49)}%`}`;
    expect(log).toHaveLength(0);
  });

  it("refuses a client that does not exist", async () => {
    const words = "key create --org northwind --scope audit:read --client nobody";
    expect(await custody(words)).toEqual({
      code: 2,
      stdout: "",
      stderr: 'There is no client "nobody" in this organization.\n',
    });
  });
});

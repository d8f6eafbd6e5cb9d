import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey, revokeApiKey } from "@/lib/api-keys/mutations";
import { handleList } from "@/lib/entries/handlers";
import { keyIdOf, makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { formatApiKey, parseApiKey } from "./api-key";
import { peerHeader } from "./request";

const place = "http://localhost:3000/api/v1/audit-logs";

let database: TestDatabase;
let organization: TestOrganization;
let key: string;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  key = await makeKey(organization, ["audit:read"]);
});

afterAll(async () => {
  await database.drop();
});

function ask(headers: Record<string, string>, address = place): Promise<Response> {
  const request = new Request(address, {
    headers: { [peerHeader]: "203.0.113.7", ...headers },
  });
  return handleList(request, { params: Promise.resolve({}) });
}

const bear = (token: string) => ({ authorization: `Bearer ${token}` });

async function makeOther(change: {
  expiresAt?: string;
  allowedIps?: string[];
}): Promise<string> {
  const made = await createApiKey(organization.ctx, {
    name: "another",
    scopes: ["audit:read"],
    clientSlug: null,
    expiresAt: null,
    ...change,
  });
  return made.key;
}

/** A key of the right form in which one part is another. */
function alter(change: { secret?: string; publicId?: string; kind?: "demo" }): string {
  const parts = parseApiKey(key);
  if (!parts) throw new Error("the key cannot be read");
  return formatApiKey({ ...parts, ...change });
}

describe("a key", () => {
  it("opens nothing, however it is wrong, and says the same (T-61)", async () => {
    const revoked = await makeOther({});
    await revokeApiKey(organization.ctx, { id: keyIdOf(revoked) });
    const expired = await makeOther({ expiresAt: "2099-01-01T00:00:00Z" });
    await database.admin`update custody.api_keys set expires_at = now()
      where id = ${keyIdOf(expired)}`;
    const elsewhere = await makeOther({ allowedIps: ["198.51.100.0/24"] });
    const last = key.at(-1) === "x" ? "y" : "x";
    const asked = [
      ask({}),
      ask(bear(`${key.slice(0, -1)}${last}`)),
      ask(bear(alter({ secret: "0".repeat(32) }))),
      ask(bear(alter({ publicId: "00000000" }))),
      ask(bear(alter({ kind: "demo" }))),
      ask(bear(key.toLowerCase())),
      ask(bear(` ${key} x`)),
      ask({ authorization: `Basic ${key}` }),
      ask({}, `${place}?key=${key}&api_key=${key}&access_token=${key}`),
      ask(bear(revoked)),
      ask(bear(expired)),
      ask(bear(elsewhere)),
    ];
    const said = new Set<string>();
    for (const answer of await Promise.all(asked)) {
      expect(answer.status).toBe(401);
      const { request_id: _id, ...body } = await answer.json();
      said.add(JSON.stringify(body));
    }
    expect(said.size).toBe(1);
    expect((await ask(bear(key))).status).toBe(200);
  });

  it("of another scope is told what it lacks, and the refusal is in the log (T-61)", async () => {
    const writer = await makeKey(organization, ["events:write"]);
    const answer = await ask(bear(writer));
    expect(answer.status).toBe(403);
    expect((await answer.json()).detail).toContain("audit:read");
  });

  it("stands nowhere in the database in a form that could be used (T-61)", async () => {
    const secret = parseApiKey(key)?.secret ?? "";
    const tables = await database.admin<{ name: string }[]>`
      select table_name as name from information_schema.tables
      where table_schema = 'custody' and table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const [row] = await database.admin.unsafe(
        `select count(*)::int as count from custody.${name} t where t::text like $1`,
        [`%${secret}%`],
      );
      expect([name, row?.count]).toEqual([name, 0]);
    }
  });
});

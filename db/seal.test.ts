import { randomBytes, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/testing/database";

const sealTables = [
  "epochs",
  "sealed_organizations",
  "sealed_streams",
  "sealed_blocks",
  "pruned_prefixes",
  "cosignatures",
  "log_keys",
  "vacant_keys",
  "verification_runs",
  "integrity_incidents",
];
const hash = "ab".repeat(32);
const organization = randomUUID();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await append(database.sealer, 0);
});

afterAll(async () => {
  await database.drop();
});

function append(sql: postgres.Sql, index: number, leaf = hash) {
  const epoch = {
    index,
    sealed_at: "2026-01-02T03:04:05.000006Z",
    data: `epoch ${index}`,
    leaf,
    path: "",
    checkpoint: "note",
    organizations: [{ id: organization, size: 1, head: "head", leaf: hash }],
    streams: [
      { id: organization, slot: 0, client: null, size: 1, head: "h", leaf: hash },
    ],
    blocks: [{ id: organization, chain: -1, block: index, hash }],
    keys: ["a key"],
  };
  return sql`select custody.append_epoch(${JSON.stringify(epoch)}::text::json) as is_new`;
}

async function codeOf(attempt: PromiseLike<unknown>): Promise<string> {
  try {
    await attempt;
    return "no error";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}

describe("the epochs of the log", () => {
  it("are added by the sealer's login alone", async () => {
    for (const login of ["app", "worker", "pruner", "verifier"] as const) {
      expect(await codeOf(append(database[login], 1)), login).toBe("42501");
      const key = database[login]`select custody.keep_vacant_key(${randomBytes(32)})`;
      expect(await codeOf(key), login).toBe("42501");
      const line = database[login]`select custody.append_cosignature(0, 'x')`;
      expect(await codeOf(line), login).toBe("42501");
    }
  });

  it("follow each other without a gap; the same one again changes nothing", async () => {
    expect(await append(database.sealer, 0)).toMatchObject([{ is_new: false }]);
    expect(await codeOf(append(database.sealer, 0, "cd".repeat(32)))).toBe("23505");
    expect(await codeOf(append(database.sealer, 2))).toBe("55000");
  });

  it("commit synchronously whatever the session says", async () => {
    const setting = await database.sealer.begin(async (tx) => {
      await tx.unsafe("set local synchronous_commit = off");
      await tx`select custody.append_epoch(${JSON.stringify({ index: 0, leaf: hash })}::text::json)`;
      const [row] = await tx`select current_setting('synchronous_commit') as value`;
      return row?.value;
    });
    expect(setting).toBe("on");
  });

  for (const table of sealTables) {
    it(`cannot be removed from ${table}, nor changed, by anyone`, async () => {
      for (const login of ["app", "worker", "sealer", "pruner", "verifier"] as const) {
        const attempt = database[login].unsafe(`delete from custody.${table}`);
        expect(await codeOf(attempt), login).toBe("42501");
      }
      const asOwner = database.admin.begin(async (tx) => {
        await tx.unsafe("set local role custody_owner");
        await tx.unsafe(`truncate custody.${table}`);
      });
      expect(await codeOf(asOwner)).toBe("42501");
    });
  }

  it("cannot be changed by a superuser in replica mode (T-23)", async () => {
    const attempt = database.admin.begin(async (tx) => {
      await tx.unsafe("set local session_replication_role = replica");
      await tx.unsafe("update custody.epochs set checkpoint = 'another'");
    });
    expect(await codeOf(attempt)).toBe("42501");
  });

  it("show heads of another organization to nobody who serves", async () => {
    await database.app.begin(async (tx) => {
      await tx`select custody.enter_scope(${randomUUID()}::uuid, null)`;
      expect(await tx`select * from custody.sealed_organizations`).toHaveLength(0);
      expect(await tx`select * from custody.sealed_streams`).toHaveLength(0);
      expect(await tx`select * from custody.epochs`).toHaveLength(1);
    });
  });
});

describe("an incident", () => {
  const incident = {
    organization,
    raised_by: "verifier",
    kind: "content",
    first_idx: 4,
    last_idx: 4,
    slot: 0,
    sidx: 4,
    expected: "a",
    found: "b",
    why: "the content is not what was recorded",
    intact: "entries 0 to 3",
  };
  const raise = (sql: postgres.Sql) =>
    sql`select custody.raise_incident(${JSON.stringify(incident)}::text::json) as id`;

  it("is opened once for a place, by those who verify", async () => {
    expect(await codeOf(raise(database.app))).toBe("42501");
    const [first] = await raise(database.verifier);
    expect(first?.id).toMatch(/^[0-9a-f-]{36}$/);
    const [again] = await raise(database.sealer);
    expect(again?.id).toBeNull();
  });

  it("is closed once, and only with a reason", async () => {
    const close = (reason: string | null) =>
      database.app.begin(async (tx) => {
        await tx`select custody.enter_scope(${organization}::uuid, null)`;
        await tx`update custody.integrity_incidents
          set closed_at = now(), closed_by = 'olivia', close_reason = ${reason}`;
      });
    expect(await codeOf(close(null))).toBe("42501");
    expect(await codeOf(close("  "))).toBe("42501");
    expect(await codeOf(close("a drill"))).toBe("no error");
    expect(await codeOf(close("another"))).toBe("42501");
  });
});

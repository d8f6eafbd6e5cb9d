import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createUser } from "@/lib/people/mutations";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { createDeviceMark, readDeviceMark } from "./device";
import { limits } from "./limits";
import { attemptSignIn } from "./mutations";
import { formatNetwork } from "./network";
import { listArrivals } from "./queries";

const password = "correct horse battery staple";
const email = "ann@msp.example";
const secret = "s".repeat(32);

let database: TestDatabase;
let userId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  const { ctx } = await makeOrganization("northwind");
  await createUser(ctx, { email, name: "Ann", role: "auditor", password });
  userId = (await listArrivals({ email }))[0]?.userId ?? "";
});

afterAll(async () => {
  await database.drop();
});

beforeEach(async () => {
  await database.admin`delete from custody.rate_limits`;
});

type Extra = { ip?: string; mark?: string };

function attempt(
  address: string,
  word: string,
  { ip = "203.0.113.7", mark = "" }: Extra = {},
) {
  const context = { ip, user_agent: "x", session_id: null, request_id: null };
  return attemptSignIn({ email: address, password: word }, context, { mark, secret });
}

async function fail(address: string, count: number, extra: Extra = {}) {
  const kinds: string[] = [];
  for (let at = 0; at < count; at += 1) {
    kinds.push((await attempt(address, "wrong password", extra)).kind);
  }
  return kinds;
}

describe("an account under attack (T-62)", () => {
  it("is slowed down for strangers, the right password included, and says so in the log", async () => {
    const kinds = await fail(email, limits.account.attemptsMax + 10);
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(
      limits.account.attemptsMax,
    );
    expect(kinds.at(-1)).toBe("slow");
    expect((await attempt(email, password)).kind).toBe("slow");
    const told = await database.admin`select outcome from custody.entries
      where action = 'user.locked_out'`;
    expect(told.length).toBeGreaterThan(0);
  });

  it("still lets its owner in from a browser it knows", async () => {
    const mark = await createDeviceMark(secret, userId);
    await fail(email, limits.account.attemptsMax + 1);
    expect((await attempt(email, password)).kind).toBe("slow");
    expect((await attempt(email, password, { mark })).kind).toBe("in");
  });

  it("does not take a made-up, a foreign or a copied mark for a known browser", async () => {
    const mark = await createDeviceMark(secret, userId);
    const foreign = await createDeviceMark(secret, "somebody else");
    for (const bad of ["", "x", `${mark}0`, mark.replace(/.$/, "g"), foreign]) {
      expect(await readDeviceMark(secret, userId, bad)).toBeNull();
    }
    expect(await readDeviceMark("another secret", userId, mark)).toBeNull();
    expect((await fail(email, limits.device.attemptsMax + 1, { mark })).at(-1)).toBe(
      "slow",
    );
  });

  it("is counted before it is judged, so fifty at once gain nothing", async () => {
    const tries = Array.from({ length: 50 }, () => attempt(email, "wrong password"));
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(
      limits.account.attemptsMax,
    );
  });

  it("answers alike for an address that nobody has (T-63)", async () => {
    const count = limits.account.attemptsMax + 3;
    const known = await fail(email, count);
    await database.admin`delete from custody.rate_limits`;
    expect(await fail("nobody@msp.example", count)).toEqual(known);
  });

  it("begins anew after its owner was let in", async () => {
    await fail(email, limits.account.attemptsMax - 1);
    expect((await attempt(email, password)).kind).toBe("in");
    expect(await fail(email, 1)).toEqual(["wrong"]);
  });
});

describe("one network that tries many accounts (T-62)", () => {
  it("is slowed down as a whole, however it spreads over its /64", async () => {
    const tries = Array.from({ length: limits.network.attemptsMax + 20 }, (_, at) =>
      attempt(`p${at}@msp.example`, "x", { ip: `2001:db8:1:2::${at.toString(16)}` }),
    );
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "slow")).toHaveLength(20);
    expect((await attempt("p@msp.example", "x", { ip: "2001:db8:1:3::1" })).kind).toBe(
      "wrong",
    );
  });

  it("is an IPv4 address, a /64, or what has no address", () => {
    expect(formatNetwork("203.0.113.7")).toBe("203.0.113.7");
    expect(formatNetwork("::ffff:203.0.113.7")).toBe("203.0.113.7");
    expect(formatNetwork("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::");
    expect(formatNetwork(null)).toBe("unknown");
    expect(formatNetwork("x")).toBe("unknown");
  });
});

it("what is counted does not say whose attempt it was", async () => {
  await fail(email, 1);
  const rows = await database.admin`select key from custody.rate_limits`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).not.toMatch(/ann|msp|203/);
});

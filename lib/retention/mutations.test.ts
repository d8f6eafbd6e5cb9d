import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configureDatabase } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import { releaseHold, setHold } from "@/lib/holds/mutations";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { signInAs } from "@/testing/person";
import { applyRetentionJob } from "./jobs";
import { approveRetention, changeRetention, withdrawRetention } from "./mutations";
import { findRetentionDays, listRetentionRules } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;
let owner: Ctx;
let second: Ctx;
let admin: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme"]);
  owner = await signInAs(organization, "owner");
  second = await signInAs(organization, "owner");
  admin = await signInAs(organization, "admin");
});

afterAll(async () => {
  await database.drop();
});

const change = (
  ctx: Ctx,
  retentionDays: number | null,
  clientSlug: string | null = null,
) => changeRetention(ctx, { clientSlug, retentionDays, reason: "the new contract" });

function inForce(clientId: string | null = null): Promise<number> {
  const { organizationId } = organization;
  return inScope(owner.scope, (tx) => findRetentionDays(tx, organizationId, clientId));
}

async function openProposalId(): Promise<string> {
  const { proposals } = await listRetentionRules(owner.scope);
  return proposals[0]?.id ?? "";
}

async function lastEntry(action: string) {
  const [row] = await database.admin`
    select client_id, fields[9]::json as change, fields[8]::json as rest, actor_id
    from custody.entries where action = ${action} order by idx desc limit 1`;
  return row;
}

/** The worker's own login, on the database of these tests. */
async function asWorker<T>(work: () => Promise<T>): Promise<T> {
  configureDatabase(database.url("worker"));
  return work().finally(() => configureDatabase(database.url("app")));
}

describe("the retention of a new organization", () => {
  it("is thirteen months", async () => {
    expect(await inForce()).toBe(396);
  });

  it("becomes longer at once, by an admin too, and the log says so", async () => {
    expect(await change(admin, 730)).toBe("applied");
    expect(await inForce()).toBe(730);
    expect(await lastEntry("settings.retention_changed")).toMatchObject({
      change: { path: "/retention_days", before: 396, after: 730 },
      rest: { reason: "the new contract" },
    });
  });

  it("is never below sixty days", async () => {
    await expect(change(owner, 59)).rejects.toMatchObject({
      code: "input.invalid",
      facts: { errors: [{ pointer: "/retentionDays" }] },
    });
  });

  it("is not shortened by an admin, and the attempt is in the log", async () => {
    await expect(change(admin, 365)).rejects.toMatchObject({ code: "access.denied" });
    expect(await lastEntry("access.denied")).toBeDefined();
    expect(await inForce()).toBe(730);
  });

  it("is not changed without a password shown lately", async () => {
    const stale = await signInAs(organization, "owner", false);
    await expect(change(stale, 800)).rejects.toMatchObject({
      code: "access.proof_needed",
    });
  });
});

describe("a shorter retention", () => {
  it("waits for a second owner", async () => {
    expect(await change(owner, 365)).toBe("proposed");
    expect(await inForce()).toBe(730);
    const id = await openProposalId();
    await expect(approveRetention(owner, { id })).rejects.toMatchObject({
      code: "access.denied",
    });
    await expect(approveRetention(admin, { id })).rejects.toMatchObject({
      code: "access.denied",
    });
  });

  it("is proposed once at a time", async () => {
    await expect(change(owner, 200)).rejects.toMatchObject({ code: "input.invalid" });
  });

  it("waits seven days after the second owner, whom all owners hear of", async () => {
    const { effectiveAt } = await approveRetention(second, {
      id: await openProposalId(),
    });
    const days = (Date.parse(effectiveAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    await asWorker(applyRetentionJob);
    expect(await inForce()).toBe(730);
    const [mails] = await database.admin`
      select count(*)::int as count from custody.mails where subject like 'Retention%'`;
    expect(mails?.count).toBeGreaterThanOrEqual(2);
  });

  it("comes into force by itself when its day has come", async () => {
    await database.admin`update custody.retention_proposals set effective_at = now()`;
    await asWorker(applyRetentionJob);
    expect(await inForce()).toBe(365);
    expect(await lastEntry("settings.retention_changed")).toMatchObject({
      actor_id: "worker",
      change: { before: 730, after: 365 },
    });
    expect((await listRetentionRules(owner.scope)).proposals).toEqual([]);
  });

  it("can be withdrawn before that", async () => {
    await change(owner, 100);
    const id = await openProposalId();
    await withdrawRetention(second, { id });
    await expect(approveRetention(second, { id })).rejects.toMatchObject({
      code: "retention.decided",
    });
    expect(await inForce()).toBe(365);
  });
});

describe("a client", () => {
  it("may have a longer retention of its own, told in its own stream", async () => {
    expect(await change(owner, 2557, "acme")).toBe("applied");
    const clientId = organization.clients.acme ?? "";
    expect(await inForce(clientId)).toBe(2557);
    expect(await inForce()).toBe(365);
    expect(await lastEntry("log.client_retention_changed")).toMatchObject({
      client_id: clientId,
    });
  });

  it("that does not exist is named at its field", async () => {
    await expect(change(owner, 400, "nobody")).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/clientSlug" }] },
    });
  });
});

describe("a hold", () => {
  it("is set with a reason and released by an owner only, both in the log", async () => {
    const { id } = await setHold(admin, { clientSlug: "acme", reason: "litigation" });
    expect(await lastEntry("log.hold_set")).toMatchObject({
      client_id: organization.clients.acme,
      rest: { reason: "litigation", metadata: { hold_id: id } },
    });
    const release = { id, reason: "settled" };
    await expect(releaseHold(admin, release)).rejects.toMatchObject({
      code: "access.denied",
    });
    await releaseHold(owner, release);
    await expect(releaseHold(owner, release)).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { findSession, listArrivals } from "@/lib/access/queries";
import { listTold } from "@/testing/acting";
import { withBrokenLog } from "@/testing/broken-log";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPerson, nowhere } from "@/testing/second-factor";
import { isNewcomer, openSession, switchOrganization } from "./mutations";

let database: TestDatabase;
let first: TestOrganization;
let second: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  [first, second] = [await makeOrganization("first"), await makeOrganization("second")];
});

afterAll(async () => {
  await database.drop();
});

type Role = "owner" | "auditor" | "technician";

/** A technician of the first organization, with a role in the second one too. */
async function arriveTwice(role: Role, method = "password") {
  const email = await addPerson(first.ctx, "technician");
  const userId = (await listArrivals({ email }))[0]?.userId ?? "";
  await database.admin`insert into custody.memberships (organization_id, user_id, role)
    values (${second.organizationId}, ${userId}, ${role})`;
  const arrival = (await listArrivals({ userId })).find(
    ({ organizationId }) => organizationId === first.organizationId,
  );
  if (!isNewcomer(arrival)) throw new Error("may not come in");
  const way = { method, hasPassedSecondFactor: false, isProof: true };
  const { id } = await openSession(arrival, way, nowhere);
  const session = { ...arrival, sessionId: id, assignedClientIds: null };
  return { id, userId, email, ctx: mintSessionCtx(session, nowhere) };
}

describe("a change of the organization", () => {
  it("opens another session there, with the role there, and ends the one left", async () => {
    const { id, email, ctx } = await arriveTwice("auditor");
    const opened = await switchOrganization(ctx, second.organizationId);
    expect(opened.stage).toBe("full");
    expect(opened.sessionId).not.toBe(id);
    expect(await findSession(id)).toBeNull();
    expect(await findSession(opened.sessionId)).toMatchObject({
      organizationId: second.organizationId,
      role: "auditor",
      provedSecondsAgo: null,
    });
    expect((await listTold(database, first, "user.signed_out")).at(-1)).toMatchObject({
      actor: { email, role: "technician" },
    });
    expect((await listTold(database, second, "user.signed_in")).at(-1)).toMatchObject({
      actor: { email, role: "auditor" },
      metadata: { method: "switch" },
    });
  });

  it("leads where a second factor is needed to setting one up, not past it (T-66)", async () => {
    const { ctx } = await arriveTwice("owner");
    const { stage } = await switchOrganization(ctx, second.organizationId);
    expect(stage).toBe("enrolment");
  });

  it("leads nowhere else than to one's own organizations, while access lasts", async () => {
    const strange = await makeOrganization("strange");
    const { id, userId, ctx } = await arriveTwice("auditor");
    await expect(switchOrganization(ctx, strange.organizationId)).rejects.toMatchObject({
      code: "input.invalid",
    });
    await database.admin`update custody.memberships set disabled_at = now()
      where organization_id = ${second.organizationId} and user_id = ${userId}`;
    await expect(switchOrganization(ctx, second.organizationId)).rejects.toMatchObject({
      code: "input.invalid",
    });
    expect(await findSession(id)).not.toBeNull();
  });

  it("is refused to who came by one organization's own provider (T-72)", async () => {
    const { id, ctx } = await arriveTwice("auditor", "sso:a-provider");
    await expect(switchOrganization(ctx, second.organizationId)).rejects.toMatchObject({
      code: "access.denied",
    });
    expect(await findSession(id)).not.toBeNull();
    const operators = await arriveTwice("auditor", "sso:installation");
    await switchOrganization(operators.ctx, second.organizationId);
  });

  it("does not happen when its entry cannot be written (T-39)", async () => {
    const { id, userId, ctx } = await arriveTwice("auditor");
    await withBrokenLog(database, () =>
      expect(switchOrganization(ctx, second.organizationId)).rejects.toThrow(),
    );
    expect(await findSession(id)).not.toBeNull();
    const [row] = await database.admin`select count(*)::int as count from custody.sessions
      where user_id = ${userId} and organization_id = ${second.organizationId}`;
    expect(row?.count).toBe(0);
  });
});

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { inScope, readInScope } from "@/lib/runtime/transaction";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import {
  addFinding,
  createPlan,
  createReview,
  discardReview,
  endPlan,
  signReview,
} from "./mutations";
import { findReview, listFindings, listPlans, listReviews } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let auditor: Ctx;

const wish = { name: "Deleted tickets", query: "range=all&verb=delete", zone: "UTC" };
const finding = {
  weight: "major" as const,
  finding: '=HYPERLINK("http://x") <script>alert(1)</script>\u202e',
  entryId: null,
};

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  await appendEvents(northwind, "acme", ticketEvents(12));
  auditor = actingAs(northwind, "auditor");
});

afterAll(() => database.drop());

const find = (id: string, ctx = auditor) =>
  readInScope(ctx.scope, (tx) => findReview(tx, ctx.scope, id));

describe("a review", () => {
  it("is of the entries that were there when it began, whatever arrives later", async () => {
    const { id } = await createReview(auditor, {
      ...wish,
      query: "range=all&entity=ticket&client=acme",
    });
    const before = await find(id);
    await appendEvents(northwind, "acme", ticketEvents(3, 500));
    expect(before).toMatchObject({
      entryCount: 12,
      area: "range=all&entity=ticket&client=acme",
      clientId: northwind.clients.acme,
    });
    expect(before?.query).toMatch(/upto=\d+/);
    expect(before?.query).toMatch(/from=2\d{3}-.*to=2\d{3}-/);
    expect(await find(id)).toEqual(before);
  });

  it("signed off, is in the log with its filter, period, count and every finding", async () => {
    const { id } = await createReview(auditor, wish);
    await addFinding(auditor, { id, ...finding });
    await signReview(auditor, { id, conclusion: "One to put right." });
    const review = await find(id);
    const [entry] = (await listTold(database, northwind, "review.signed_off")).slice(-1);
    expect(entry).toMatchObject({
      actor: { email: "auditor@msp.example" },
      target: { type: "review", id, name: wish.name },
      metadata: {
        query: review?.query,
        entries: review?.entryCount,
        upto: review?.upto,
        period: { from: review?.rangeFrom, to: review?.rangeTo },
        findings: [{ number: 1, weight: "major", text: finding.finding, entry_id: null }],
        conclusion: "One to put right.",
      },
    });
    expect(review?.signer).toMatchObject({ email: "auditor@msp.example" });
  });

  it("that is signed off takes no finding, no other signature and cannot be discarded", async () => {
    const { id } = await createReview(auditor, wish);
    await signReview(auditor, { id, conclusion: "Nothing found." });
    const over = { code: "review.over" };
    await expect(addFinding(auditor, { id, ...finding })).rejects.toMatchObject(over);
    await expect(signReview(auditor, { id, conclusion: "Again" })).rejects.toMatchObject(
      over,
    );
    await expect(discardReview(auditor, { id })).rejects.toMatchObject(over);
    const forge = inScope(auditor.scope, (tx) =>
      tx.execute(sql`update custody.reviews set conclusion = 'forged' where id = ${id}
        returning id`),
    );
    expect(await forge).toHaveLength(0);
    expect((await find(id))?.conclusion).toBe("Nothing found.");
  });

  it("is signed only by somebody who has just shown who they are", async () => {
    const { id } = await createReview(auditor, wish);
    const facts = {
      organizationId: northwind.organizationId,
      userId: "7f1c2a52-5d9e-4a3f-9d80-0a3a4d9f3a11",
      email: "auditor@msp.example",
      name: "auditor",
      role: "auditor" as const,
      sessionId: "s".repeat(64),
      assignedClientIds: null,
      isRecentlyProved: false,
    };
    const stale = mintSessionCtx(facts, auditor.context);
    await expect(signReview(stale, { id, conclusion: "Fine" })).rejects.toMatchObject({
      code: "access.proof_needed",
    });
    expect((await find(id))?.signedAt).toBeNull();
  });

  it("that was discarded leaves the list and stays in the log", async () => {
    const { id } = await createReview(auditor, wish);
    await discardReview(auditor, { id });
    const listed = await readInScope(auditor.scope, (tx) =>
      listReviews(tx, auditor.scope),
    );
    expect(listed.map((one) => one.id)).not.toContain(id);
    const told = await listTold(database, northwind, "review.discarded");
    expect(told.map(({ target }) => target?.id)).toContain(id);
  });

  it("of a filter that would be read in part is refused, naming the part", async () => {
    const query = "verb=delete&colour=red";
    await expect(createReview(auditor, { ...wish, query })).rejects.toMatchObject({
      code: "query.invalid",
      facts: { errors: [{ pointer: "?colour" }] },
    });
  });

  it("takes a finding about an entry of this log alone", async () => {
    const { id } = await createReview(auditor, wish);
    const entryId = `evt_${"0".repeat(26)}`;
    await expect(addFinding(auditor, { id, ...finding, entryId })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/entryId" }] },
    });
    const found = await readInScope(auditor.scope, (tx) =>
      listFindings(tx, auditor.scope, id),
    );
    expect(found).toEqual([]);
  });
});

describe("who may review", () => {
  it.each(["technician", "admin"] as const)(
    "a %s signs nothing, and that they tried is in the log",
    async (role) => {
      const { id } = await createReview(auditor, wish);
      const other = actingAs(northwind, role);
      for (const attempt of [
        () => createReview(other, wish),
        () => addFinding(other, { id, ...finding }),
        () => signReview(other, { id, conclusion: "Mine" }),
        () => discardReview(other, { id }),
        () => createPlan(other, { ...plan, name: "Mine" }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "access.denied" });
      }
      const denied = await listTold(database, northwind, "access.denied");
      expect(denied.map(({ actor }) => actor.email)).toContain(`${role}@msp.example`);
    },
  );

  it("another organization's auditor finds neither review nor plan, and that they asked is in their log", async () => {
    const { id } = await createReview(auditor, wish);
    const made = await createPlan(auditor, plan);
    const contoso = await makeOrganization("contoso");
    const stranger = actingAs(contoso, "auditor");
    expect(await find(id, stranger)).toBeNull();
    const missing = { code: "resource.not_found" };
    await expect(addFinding(stranger, { id, ...finding })).rejects.toMatchObject(missing);
    await expect(signReview(stranger, { id, conclusion: "Mine" })).rejects.toMatchObject(
      missing,
    );
    await expect(endPlan(stranger, made)).rejects.toMatchObject(missing);
    const denied = await listTold(database, contoso, "access.denied");
    expect(denied.map(({ target }) => target?.id)).toEqual([id, made.id]);
  });
});

const plan = {
  name: "Everything",
  query: "range=90d&client=acme&upto=3",
  cadence: "quarter" as const,
  startsOn: "2026-01-01",
};

describe("a plan of reviews", () => {
  it("is of the conditions alone, whatever time its filter said", async () => {
    const { id } = await createPlan(auditor, plan);
    const list = () => readInScope(auditor.scope, (tx) => listPlans(tx, auditor.scope));
    const made = (await list()).find((one) => one.id === id);
    expect(made?.area).toBe("range=all&client=acme");
    await endPlan(auditor, { id });
    expect((await list()).map((one) => one.id)).not.toContain(id);
    await expect(endPlan(auditor, { id })).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });
});

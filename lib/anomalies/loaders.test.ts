import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { AppendItem } from "@/lib/entries/batch";
import { prepareEntry } from "@/lib/entries/prepare";
import { createOrganization } from "@/lib/organizations/mutations";
import { appendRequests, nameEntry, senderOf } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { listPeriods } from "./days";
import { findPatterns } from "./loaders";

let database: TestDatabase;
let ctx: Ctx;
/** After the entry that made the organization: time never falls in a log. */
const now = new Date("2090-11-20T12:00:00Z");
const dayMs = 86_400_000;

type Told = { daysAgo: number; action: string; name: string; ip?: string; ok?: boolean };

/** A demo organization has the times that the test says. */
async function tell(told: Told[]): Promise<void> {
  const sender = senderOf(ctx);
  const items = [...told]
    .sort((one, other) => other.daysAgo - one.daysAgo)
    .map(({ daysAgo, action, name, ip, ok = true }): AppendItem => {
      const event = {
        action,
        actor: { type: "user" as const, id: `u_${name}`, name },
        outcome: ok ? ("success" as const) : ("failed" as const),
        context: { ip },
      };
      const at = new Date(now.getTime() - daysAgo * dayMs).toISOString();
      return {
        prepared: prepareEntry(
          event,
          sender,
          { clientId: null, targets: [] },
          nameEntry(),
        ),
        idempotency: null,
        recordedAt: at.replace("Z", "000Z"),
      };
    });
  const { organizationId } = ctx.scope;
  await inScope(ctx.scope, (tx) => appendRequests(tx, organizationId, [items], "demo"));
}

function repeat(count: number, from: number, step: number, facts: Omit<Told, "daysAgo">) {
  return Array.from({ length: count }, (_, at) => ({
    ...facts,
    daysAgo: from - at * step,
  }));
}

const signIn = { action: "user.signed_in" };

beforeAll(async () => {
  database = await openTestDatabase();
  ctx = mintOperatorCtx(randomUUID(), "system");
  await createOrganization(ctx, { slug: "watched", name: "Watched", isDemo: true });
  await tell([
    ...repeat(60, 80, 1, { ...signIn, name: "bo", ip: "203.0.113.7" }),
    ...repeat(60, 79.9, 1, { ...signIn, name: "al", ip: "203.0.113.8" }),
    ...repeat(12, 60, 1, { action: "ticket.deleted", name: "al" }),
    { ...signIn, name: "al", ip: "203.0.113.99", daysAgo: 2.9 },
    { ...signIn, name: "bo", ip: "198.51.100.4", daysAgo: 2.4 },
    ...repeat(40, 3, 0.01, { action: "ticket.deleted", name: "al" }),
    ...["a", "b", "c", "d"].map((name) => {
      return { ...signIn, name, ip: "192.0.2.1", ok: false, daysAgo: 1 };
    }),
  ]);
});

afterAll(() => database.drop());

it("what is unusual is noticed in the log itself, the gravest first, and nothing else is", async () => {
  const found = await findPatterns(ctx.scope, listPeriods(now), "UTC");
  expect(found.map(({ id }) => id)).toEqual([
    "spraying/192.0.2.1",
    "burst/delete/u_al",
    "new-network/u_bo/198.51.100.0/24",
    "unusual-hour/u_bo/2",
  ]);
});

it("a quiet log has nothing to notice", async () => {
  const quiet = mintOperatorCtx(randomUUID(), "system");
  await createOrganization(quiet, { slug: "quiet", name: "Quiet", isDemo: true });
  expect(await findPatterns(quiet.scope, listPeriods(now), "UTC")).toEqual([]);
});

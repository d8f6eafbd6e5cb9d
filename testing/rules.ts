import { closeDatabase, configureDatabase } from "@/db/client";
import type { EventInput } from "@/lib/entries/model";
import { evaluateRulesJob, learnRulesJob } from "@/lib/rule-runs/jobs";
import { newRule, type RuleDefinition } from "@/lib/rules/model";
import { createRule } from "@/lib/rules/mutations";
import { listTold } from "./acting";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";

/** With the login of the worker instead of the application's. */
export async function inWorker<T>(
  database: TestDatabase,
  act: () => Promise<T>,
): Promise<T> {
  await closeDatabase();
  configureDatabase(database.url("worker"));
  try {
    return await act();
  } finally {
    await closeDatabase();
    configureDatabase(database.url("app"));
  }
}

/** The worker's turn: rules learn, and look at what came. */
export const evaluate = (database: TestDatabase) =>
  inWorker(database, async () => {
    await learnRulesJob();
    await evaluateRulesJob();
  });

/** A rule about deletions that tells nobody, or what `change` makes of it. */
export const makeRule = (
  { ctx }: Pick<TestOrganization, "ctx">,
  change: Partial<RuleDefinition> = {},
) =>
  createRule(ctx, {
    ...newRule,
    name: "Deletions",
    when: { query: "verb=delete", condition: null },
    quietMinutes: 0,
    tell: { owners: false, people: [], webhooks: [] },
    ...change,
  });

export const deletion = (id: string, change: Partial<EventInput> = {}): EventInput => ({
  action: "ticket.deleted",
  actor: { type: "user", id: "u_1", email: "alice@msp.example", name: "Alice" },
  target: { type: "ticket", id, name: `Ticket ${id}` },
  context: { ip: "203.0.113.7" },
  ...change,
});

/** The positions of the entries at which rules fired, in the order of their fires. */
export async function listTriggers(
  database: TestDatabase,
  organization: TestOrganization,
): Promise<number[]> {
  const fires = await listTold(database, organization, "rule.fired");
  return fires.map(({ metadata }) => (metadata.trigger as { idx: number }).idx);
}

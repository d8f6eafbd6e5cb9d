import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { alerts, rules, ruleVersions } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import type { Actor } from "@/lib/entries/model";
import { readInScope } from "@/lib/runtime/transaction";
import type { RuleDefinition } from "./model";
import type { Rule } from "./rule";
import { noThrottle, type Throttle } from "./throttle";

const columns = {
  id: rules.id,
  version: rules.version,
  isEnabled: rules.isEnabled,
  fromIdx: rules.fromIdx,
  learnedVersion: rules.learnedVersion,
  mutedUntil: rules.mutedUntil,
  isMuted: sql<boolean>`coalesce(${rules.mutedUntil} > clock_timestamp(), false)`,
  builtIn: rules.builtIn,
  throttle: rules.throttle,
  stoppedReason: rules.stoppedReason,
  updatedAt: rules.updatedAt,
  author: ruleVersions.author,
  definition: ruleVersions.definition,
};

/** With their newest versions, those of a name after another. */
export async function findRules(
  tx: Tx,
  organizationId: string,
  where?: SQL,
): Promise<Rule[]> {
  const isNewest = and(
    eq(ruleVersions.organizationId, rules.organizationId),
    eq(ruleVersions.ruleId, rules.id),
    eq(ruleVersions.version, rules.version),
  );
  const rows = await tx
    .select(columns)
    .from(rules)
    .innerJoin(ruleVersions, isNewest)
    .where(and(eq(rules.organizationId, organizationId), where))
    .orderBy(asc(rules.createdAt), asc(rules.id));
  return rows.map((row) => ({
    ...row,
    author: row.author as Actor,
    throttle: row.throttle === null ? noThrottle : (JSON.parse(row.throttle) as Throttle),
    definition: JSON.parse(row.definition) as RuleDefinition,
  }));
}

export async function findRuleWithin(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Rule | null> {
  return (await findRules(tx, organizationId, eq(rules.id, id)))[0] ?? null;
}

export function listRules(scope: Scope): Promise<Rule[]> {
  return readInScope(scope, (tx) => findRules(tx, scope.organizationId));
}

export function findRule(scope: Scope, id: string): Promise<Rule | null> {
  return readInScope(scope, (tx) => findRuleWithin(tx, scope.organizationId, id));
}

export type RuleVersion = { version: number; author: Actor; createdAt: Date };

export function listVersions(scope: Scope, ruleId: string): Promise<RuleVersion[]> {
  const { organizationId } = scope;
  return readInScope(scope, async (tx) => {
    const rows = await tx
      .select()
      .from(ruleVersions)
      .where(
        and(
          eq(ruleVersions.organizationId, organizationId),
          eq(ruleVersions.ruleId, ruleId),
        ),
      )
      .orderBy(sql`version desc`)
      .limit(50);
    return rows.map(({ version, author, createdAt }) => ({
      version,
      author: author as Actor,
      createdAt,
    }));
  });
}

/** How often each rule has fired. */
export function countFires(scope: Scope): Promise<Map<string, number>> {
  return readInScope(scope, async (tx) => {
    const rows = await tx
      .select({ ruleId: alerts.ruleId, count: sql<number>`count(*)::int` })
      .from(alerts)
      .where(eq(alerts.organizationId, scope.organizationId))
      .groupBy(alerts.ruleId);
    return new Map(rows.map(({ ruleId, count }) => [ruleId, count]));
  });
}

import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { integrations, memberships, rules, ruleVersions, webhooks } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import type { JsonObject } from "@/lib/proof/json-value";
import { mutation } from "@/lib/runtime/mutation";
import { findBuiltIn } from "./built-in";
import { type RuleDefinition, ruleIdSchema, ruleLimits, ruleSchema } from "./model";
import { findRules, findRuleWithin } from "./queries";
import type { Rule } from "./rule";

/** From now on: what is in the log already is for the back-test. */
export const createRule = mutation("rules:write", ruleSchema, (tx, ctx, definition) =>
  insertRule(tx, ctx, definition, null),
);

/** A built-in rule is switched on once; from then on it is edited like any other. */
export const createBuiltInRule = mutation(
  "rules:write",
  z.strictObject({ name: z.string() }),
  async (tx, ctx, { name }) => {
    const builtIn = findBuiltIn(name);
    if (!builtIn) throw new AppError("resource.not_found");
    const known = await findRules(tx, ctx.scope.organizationId, eq(rules.builtIn, name));
    if (known.length > 0) throw new AppError("rule.exists");
    return insertRule(tx, ctx, ruleSchema.parse(builtIn.definition), name);
  },
);

async function insertRule(
  tx: Tx,
  ctx: Ctx,
  definition: RuleDefinition,
  builtIn: string | null,
) {
  const { organizationId } = ctx.scope;
  await refuseTooMany(tx, organizationId);
  await refuseStrangers(tx, organizationId, definition);
  const id = `rul_${formatHex(drawRandomBytes(12))}`;
  const fromIdx = await findNextIdx(tx, organizationId);
  await tx.insert(rules).values({
    organizationId,
    id,
    version: 1,
    isEnabled: true,
    fromIdx,
    builtIn,
    learnedVersion: learnedAt(definition, 1),
  });
  await insertVersion(tx, ctx, { id, version: 1, definition });
  const event: EventInput = {
    action: "rule.created",
    target: targetOf(id, definition),
    after: describe(definition),
    metadata: { rule_version: 1 },
  };
  return { value: { id }, event };
}

/** Entries that no rule has looked at yet are judged by the new version. */
export const updateRule = mutation(
  "rules:write",
  z.strictObject({ id: ruleIdSchema, definition: ruleSchema }),
  async (tx, ctx, { id, definition }) => {
    const rule = await requireRule(tx, ctx, id);
    await refuseStrangers(tx, ctx.scope.organizationId, definition);
    const version = rule.version + 1;
    await insertVersion(tx, ctx, { id, version, definition });
    await tx
      .update(rules)
      .set({
        version,
        learnedVersion: learnedAt(definition, version),
        updatedAt: sql`clock_timestamp()`,
      })
      .where(isThisRule(ctx, id));
    const event: EventInput = {
      action: "rule.updated",
      target: targetOf(id, definition),
      before: describe(rule.definition),
      after: describe(definition),
      metadata: { rule_version: version },
    };
    return { value: { id, version }, event };
  },
);

/** Switched on again it begins at the end of the log, and learns anew what is not new. */
export const setRuleEnabled = mutation(
  "rules:write",
  z.strictObject({ id: ruleIdSchema, isEnabled: z.boolean() }),
  async (tx, ctx, { id, isEnabled }) => {
    const rule = await requireRule(tx, ctx, id);
    if (rule.isEnabled === isEnabled) throw new AppError("rule.already");
    const fromIdx = await findNextIdx(tx, ctx.scope.organizationId);
    const learnedVersion = learnedAt(rule.definition, rule.version);
    const beginning = { fromIdx, learnedVersion, stoppedReason: null };
    await tx
      .update(rules)
      .set({
        isEnabled,
        updatedAt: sql`clock_timestamp()`,
        ...(isEnabled ? beginning : {}),
      })
      .where(isThisRule(ctx, id));
    const event: EventInput = {
      action: isEnabled ? "rule.enabled" : "rule.disabled",
      target: targetOf(id, rule.definition),
      before: { enabled: !isEnabled },
      after: { enabled: isEnabled },
    };
    return { value: { name: rule.definition.name }, event };
  },
);

export const muteMinutes = [60, 480, 1440, 10_080] as const;

/** A muted rule still fires into the log; nobody is told. Zero minutes end the mute. */
export const muteRule = mutation(
  "rules:write",
  z.strictObject({ id: ruleIdSchema, minutes: z.literal([0, ...muteMinutes]) }),
  async (tx, ctx, { id, minutes }) => {
    const rule = await requireRule(tx, ctx, id);
    const until = sql`clock_timestamp() + make_interval(mins => ${minutes})`;
    const [row] = await tx
      .update(rules)
      .set({ mutedUntil: minutes === 0 ? null : until })
      .where(isThisRule(ctx, id))
      .returning({ mutedUntil: rules.mutedUntil });
    const event: EventInput = {
      action: minutes === 0 ? "rule.unmuted" : "rule.muted",
      target: targetOf(id, rule.definition),
      before: { muted_until: rule.mutedUntil?.toISOString() ?? null },
      after: { muted_until: row?.mutedUntil?.toISOString() ?? null },
    };
    return { value: { name: rule.definition.name }, event };
  },
);

/** Only rules of the first time have to read what is there before they run. */
function learnedAt({ kind }: RuleDefinition, version: number): number {
  return kind === "first_seen" ? 0 : version;
}

export function targetOf(id: string, { name }: Pick<RuleDefinition, "name">) {
  return { type: "rule", id, name };
}

/** What the log says of a rule, so that an edit is a change field by field. */
function describe({ hours, tell, ...rule }: RuleDefinition): JsonObject {
  return { ...rule, hours, tell } as unknown as JsonObject;
}

async function insertVersion(
  tx: Tx,
  ctx: Ctx,
  one: { id: string; version: number; definition: RuleDefinition },
): Promise<void> {
  await tx.insert(ruleVersions).values({
    organizationId: ctx.scope.organizationId,
    ruleId: one.id,
    version: one.version,
    definition: JSON.stringify(one.definition),
    author: actorOf(ctx.principal),
  });
}

async function requireRule(tx: Tx, ctx: Ctx, id: string): Promise<Rule> {
  const { organizationId } = ctx.scope;
  await tx.select().from(rules).where(isThisRule(ctx, id)).for("update");
  const rule = await findRuleWithin(tx, organizationId, id);
  if (rule) return rule;
  const unknown = { type: "rule", id };
  throw new AppError("resource.not_found", { detail: `No rule "${id}".`, unknown });
}

function isThisRule({ scope }: Ctx, id: string) {
  return and(eq(rules.organizationId, scope.organizationId), eq(rules.id, id));
}

async function findNextIdx(tx: Tx, organizationId: string): Promise<number> {
  const [row] = await tx.execute<{ next: string }>(sql`
    select next_idx as next from custody.organization_heads
    where organization_id = ${organizationId}::uuid`);
  return Number(row?.next ?? 0);
}

async function refuseTooMany(tx: Tx, organizationId: string): Promise<void> {
  const count = await tx.$count(rules, eq(rules.organizationId, organizationId));
  if (count < ruleLimits.rulesMax) return;
  const detail = `There are ${ruleLimits.rulesMax} rules, which is the most there can be.`;
  throw new AppError("rule.too_many", { detail });
}

/** What leaves goes to people and systems of the organization, and to nobody else. */
async function refuseStrangers(
  tx: Tx,
  organizationId: string,
  { tell }: RuleDefinition,
): Promise<void> {
  const { people, webhooks: hooks, integrations: systems = [] } = tell;
  const isMember = and(
    eq(memberships.organizationId, organizationId),
    ne(memberships.role, "portal"),
    inArray(memberships.userId, people),
  );
  const isHook = and(
    eq(webhooks.organizationId, organizationId),
    inArray(webhooks.id, hooks),
  );
  const isSystem = and(
    eq(integrations.organizationId, organizationId),
    inArray(integrations.id, systems),
  );
  const counted = [
    { pointer: "/people", ids: people, count: await tx.$count(memberships, isMember) },
    { pointer: "/webhooks", ids: hooks, count: await tx.$count(webhooks, isHook) },
    {
      pointer: "/integrations",
      ids: systems,
      count: await tx.$count(integrations, isSystem),
    },
  ];
  const errors = counted
    .filter(({ ids, count }) => count !== new Set(ids).size)
    .map(({ pointer }) => strangerAt(pointer));
  if (errors.length > 0) throw new AppError("input.invalid", { errors });
}

function strangerAt(pointer: string) {
  return { pointer, detail: "names what is not of this organization" };
}

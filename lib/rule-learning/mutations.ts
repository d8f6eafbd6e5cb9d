import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ruleCursors, rules } from "@/db/schema";
import { mintRuleCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Entry, EventInput } from "@/lib/entries/model";
import { findLogEnds, listOldest } from "@/lib/entries/queries";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { compileNamed, isLearning, readOn } from "@/lib/rule-runs/queries";
import { targetOf } from "@/lib/rules/mutations";
import { findRule } from "@/lib/rules/queries";
import type { Rule } from "@/lib/rules/rule";
import { readRuleFilter } from "@/lib/rules/rule-query";
import { type CompiledRule, emptyState, type Spot, spotOf } from "@/lib/rules/step";
import { appendWithin } from "@/lib/runtime/append";
import { inScope, readInScope } from "@/lib/runtime/transaction";

export const learningDays = 90;
const valuesMax = 50_000;
const entriesAtOnceMax = 1_000;
const microsPerDay = 86_400_000_000n;

type Seen = Map<string, Spot>;

/**
 * Lets a rule of the first time read what is in the log already, so that only what comes
 * after is new. It runs from where the cursor is when it is done.
 */
export async function learnRule(organizationId: string, id: string): Promise<void> {
  const ctx = mintRuleCtx(organizationId);
  const rule = await findRule(ctx.scope, id);
  if (!rule?.isEnabled || !isLearning(rule)) return;
  const compiled = await readInScope(ctx.scope, (tx) =>
    compileNamed(tx, rule.definition),
  );
  const { head } = await findLogEnds(ctx.scope);
  const seen = await readHistory(ctx, { rule, compiled, head });
  await inScope(ctx.scope, async (tx) => {
    if (seen === null) await stopRule(tx, ctx, rule);
    else await catchUp(tx, ctx, { rule, compiled, seen, head });
  });
}

type Learning = { rule: Rule; compiled: CompiledRule; head: number };

/** Null when there is more to remember than a rule may. */
async function readHistory(
  { scope }: Ctx,
  { rule, compiled, head }: Learning,
): Promise<Seen | null> {
  const filter = { ...readRuleFilter(rule.definition.when.query), upto: head };
  const since = instantOf(new Date()) - BigInt(learningDays) * microsPerDay;
  const selection = { filter, range: { from: formatInstant(since), to: null } };
  const seen: Seen = new Map();
  for (let position: number | null = null; ; ) {
    const page = { position, limit: entriesAtOnceMax };
    const entries: Entry[] = await listOldest(scope, selection, page);
    for (const entry of entries) note(compiled, seen, entry);
    if (seen.size > valuesMax) return null;
    const last = entries.at(-1);
    if (!last || entries.length < entriesAtOnceMax) return seen;
    position = last.idx;
  }
}

function note(compiled: CompiledRule, seen: Seen, entry: Entry): void {
  if (entry.source === "rule") return;
  const placed = compiled.place(entry);
  if (placed && !seen.has(placed.key)) seen.set(placed.key, spotOf(entry));
}

/** What came while it read, under the cursor's lock: no entry falls between. */
async function catchUp(
  tx: Tx,
  ctx: Ctx,
  { rule, compiled, seen, head }: Learning & { seen: Seen },
): Promise<void> {
  const { organizationId } = ctx.scope;
  const [cursor] = await tx
    .select()
    .from(ruleCursors)
    .where(eq(ruleCursors.organizationId, organizationId))
    .for("update");
  const nextIdx = Math.max(cursor?.nextIdx ?? 0, head + 1);
  for (let fromIdx = head + 1; fromIdx < nextIdx; ) {
    const limit = Math.min(entriesAtOnceMax, nextIdx - fromIdx);
    const entries = await readOn(tx, organizationId, { fromIdx, limit });
    for (const entry of entries) if (entry.idx < nextIdx) note(compiled, seen, entry);
    fromIdx = (entries.at(-1)?.idx ?? nextIdx) + 1;
  }
  await saveLearned(tx, ctx, { ...rule, fromIdx: nextIdx }, seen);
}

async function saveLearned(
  tx: Tx,
  { scope: { organizationId } }: Ctx,
  { id, version, fromIdx }: Rule,
  seen: Seen,
): Promise<void> {
  const learned = await tx
    .update(rules)
    .set({ learnedVersion: version, fromIdx })
    .where(
      and(
        eq(rules.organizationId, organizationId),
        eq(rules.id, id),
        eq(rules.version, version),
      ),
    )
    .returning({ id: rules.id });
  if (learned.length === 0 || seen.size === 0) return;
  const rows = [...seen].map(([key, last]) => ({
    key,
    state: JSON.stringify({ ...emptyState, last }),
  }));
  await tx.execute(sql`
    insert into custody.rule_states (organization_id, rule_id, version, key, state)
    select ${organizationId}::uuid, ${id}, ${version}, s.key, s.state
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as s(key text, state text)
    on conflict do nothing`);
}

/** A rule that would have to remember too much is switched off, and says why. */
async function stopRule(tx: Tx, ctx: Ctx, { id, definition }: Rule): Promise<void> {
  const reason = `it would have to remember more than ${valuesMax.toLocaleString("en-GB")} different values: narrow it`;
  await tx
    .update(rules)
    .set({ isEnabled: false, stoppedReason: reason })
    .where(and(eq(rules.organizationId, ctx.scope.organizationId), eq(rules.id, id)));
  const event: EventInput = {
    action: "rule.stopped",
    target: targetOf(id, definition),
    reason,
    before: { enabled: true },
    after: { enabled: false },
  };
  await appendWithin(tx, ctx, [{ event, clientId: null }]);
}

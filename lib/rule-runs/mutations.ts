import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ruleCursors, rules } from "@/db/schema";
import { mintRuleCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { tellFires } from "@/lib/rule-fires/mutations";
import { emptyState, fireSilence, type GroupState } from "@/lib/rules/step";
import { inScope } from "@/lib/runtime/transaction";
import { listDueSilences, listRunning, loadStates, readClock, readOn } from "./queries";
import { formatStateKey, listMatched, RunMemory, type RunningRule } from "./run";

const entriesAtOnceMax = 1_000;
/** An entry is stored up to so long after its time was taken, and ends a silence. */
const silenceGraceSeconds = 5;

export type Evaluated = { readCount: number; firedCount: number; isBehind: boolean };
const nothing: Evaluated = { readCount: 0, firedCount: 0, isBehind: false };

/**
 * Has an organization's rules look at the next entries. What they remember, the alerts, the
 * entries of the fires, what is to be sent and the step of the cursor are one transaction:
 * killed at any moment it leaves all or nothing, and whoever holds the cursor is alone.
 * Guarded by "a worker killed at any stage leaves each cause told once" in kill.test.ts.
 */
export function evaluateRules(organizationId: string): Promise<Evaluated> {
  const ctx = mintRuleCtx(organizationId);
  return inScope(ctx.scope, async (tx) => {
    const cursor = await takeCursor(tx, organizationId);
    if (cursor === null) return nothing;
    const running = await listRunning(tx, organizationId);
    if (running.length === 0) return nothing;
    const fromIdx = Math.max(
      cursor,
      Math.min(...running.map(({ rule }) => rule.fromIdx)),
    );
    const entries = await readOn(tx, organizationId, {
      fromIdx,
      limit: entriesAtOnceMax,
    });
    const isBehind = entries.length === entriesAtOnceMax;
    const memory = await remember(tx, ctx, running, entries);
    if (!isBehind) await stepSilences(tx, ctx, running, memory);
    const firedCount = await tellFires(tx, ctx, memory.told, entries);
    await saveMemory(tx, ctx, memory);
    const nextIdx = (entries.at(-1)?.idx ?? fromIdx - 1) + 1;
    if (nextIdx > cursor) await saveCursor(tx, organizationId, nextIdx);
    return { readCount: entries.length, firedCount, isBehind };
  });
}

/** Null while another worker is at it. */
async function takeCursor(tx: Tx, organizationId: string): Promise<number | null> {
  await tx
    .insert(ruleCursors)
    .values({ organizationId, nextIdx: 0 })
    .onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(ruleCursors)
    .where(eq(ruleCursors.organizationId, organizationId))
    .for("update", { skipLocked: true });
  return row?.nextIdx ?? null;
}

async function saveCursor(tx: Tx, organizationId: string, nextIdx: number) {
  await tx
    .update(ruleCursors)
    .set({ nextIdx })
    .where(eq(ruleCursors.organizationId, organizationId));
}

async function remember(
  tx: Tx,
  { scope }: Ctx,
  running: RunningRule[],
  entries: Entry[],
): Promise<RunMemory> {
  const matched = listMatched(running, entries);
  const wanted = new Map(
    matched.map(({ running: { rule }, placed: { key } }) => {
      const place = { ruleId: rule.id, version: rule.version, key };
      return [formatStateKey(place), place] as const;
    }),
  );
  const states = await loadStates(tx, scope.organizationId, [...wanted.values()]);
  const memory = new RunMemory(states);
  for (const one of matched) memory.step(one);
  return memory;
}

/** Silence is the one cause that no entry brings: what is due when all entries are read. */
async function stepSilences(
  tx: Tx,
  { scope }: Ctx,
  running: RunningRule[],
  memory: RunMemory,
): Promise<void> {
  const silent = running.filter(({ rule }) => rule.definition.kind === "silence");
  if (silent.length === 0) return;
  await beginSilences(tx, scope, silent, memory);
  const due = await listDueSilences(tx, scope.organizationId, silenceGraceSeconds);
  for (const { ruleId, key, state: text } of due) {
    const one = silent.find(({ rule }) => rule.id === ruleId);
    if (!one || memory.hasChanged(ruleId, key)) continue;
    const { definition } = one.compiled;
    memory.load(ruleId, key, JSON.parse(text) as GroupState);
    const { state, fire } = fireSilence(definition, memory.read(one, key), key);
    memory.write(one, key, state);
    if (fire) memory.fire(one, key, fire);
  }
}

/** What never sent anything is silent since the rule was switched on. */
async function beginSilences(
  tx: Tx,
  { organizationId }: Ctx["scope"],
  silent: RunningRule[],
  memory: RunMemory,
): Promise<void> {
  const whole = silent.filter(({ rule }) => rule.definition.per === "none");
  const wanted = whole.map(({ rule: { id: ruleId, version } }) => ({
    ruleId,
    version,
    key: "",
  }));
  const known = await loadStates(tx, organizationId, wanted);
  for (const one of whole) {
    const { id: ruleId, fromIdx } = one.rule;
    if (memory.hasChanged(ruleId, "")) continue;
    const state = known.get(formatStateKey({ ruleId, key: "" }));
    if (state) memory.load(ruleId, "", state);
    if (memory.read(one, "").last !== null) continue;
    const spot: [number, number] = [Math.max(0, fromIdx - 1), await readClock(tx)];
    memory.write(one, "", { ...emptyState, last: spot });
  }
}

async function saveMemory(tx: Tx, { scope }: Ctx, memory: RunMemory): Promise<void> {
  for (const [id, throttle] of memory.throttles) {
    await tx
      .update(rules)
      .set({ throttle: JSON.stringify(throttle) })
      .where(and(eq(rules.organizationId, scope.organizationId), eq(rules.id, id)));
  }
  const rows = memory.listChanged().map(({ state, ...row }) => ({
    ...row,
    state: JSON.stringify(state),
  }));
  if (rows.length === 0) return;
  const at = (name: string) => sql`to_timestamp(s.${sql.identifier(name)} / 1000000.0)`;
  await tx.execute(sql`
    insert into custody.rule_states (
      organization_id, rule_id, version, key, state, due_at, stale_at)
    select ${scope.organizationId}::uuid, s."ruleId", s.version, s.key, s.state,
      ${at("dueMicros")}, ${at("staleMicros")}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as s(
      "ruleId" text, version int, key text, state text, "dueMicros" float8,
      "staleMicros" float8)
    on conflict (organization_id, rule_id, version, key) do update
      set state = excluded.state, due_at = excluded.due_at, stale_at = excluded.stale_at`);
}

/** What can change nothing any more, and what versions before the newest remembered. */
export async function removeStaleStates(organizationId: string): Promise<void> {
  await inScope({ organizationId, clientId: null }, (tx) =>
    tx.execute(sql`
      delete from custody.rule_states s using custody.rules r
      where s.organization_id = ${organizationId}::uuid
        and r.organization_id = s.organization_id and r.id = s.rule_id
        and (s.version < r.version or s.stale_at < clock_timestamp() - interval '1 hour')`),
  );
}

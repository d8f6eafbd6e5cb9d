import { and, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { alertNotes, alerts, clients, rules, ruleVersions, users } from "@/db/schema";
import type { Ctx, Scope } from "@/lib/access/model";
import type { Actor } from "@/lib/entries/model";
import type { RuleDefinition, RuleSeverity } from "@/lib/rules/model";
import { readInScope } from "@/lib/runtime/transaction";
import type { AlertFacts, AlertState } from "./model";

export type Alert = {
  id: string;
  ruleId: string;
  ruleName: string;
  version: number;
  severity: RuleSeverity;
  state: AlertState;
  wasMuted: boolean;
  owner: { id: string; name: string } | null;
  /** The entry of the fire. */
  entryId: string | null;
  entryIdx: number;
  createdAt: Date;
  facts: AlertFacts;
};

export type AlertNote = { author: Actor; note: string; createdAt: Date };

const alertsAtOnce = 50;

const columns = {
  id: alerts.id,
  ruleId: alerts.ruleId,
  version: alerts.version,
  severity: alerts.severity,
  state: alerts.state,
  wasMuted: alerts.wasMuted,
  ownerId: users.id,
  ownerName: users.name,
  entryId: alerts.entryId,
  entryIdx: alerts.entryIdx,
  createdAt: alerts.createdAt,
  facts: alerts.facts,
  definition: ruleVersions.definition,
};

/** Whoever does not see the whole log sees the alerts at entries they may see. */
function whereReached({ organizationId, clientId, own }: Scope): SQL | undefined {
  return and(
    eq(alerts.organizationId, organizationId),
    clientId === null ? undefined : eq(alerts.clientId, clientId),
    own === null
      ? undefined
      : or(
          eq(alerts.actorId, own.userId),
          own.clientIds.length === 0
            ? undefined
            : inArray(alerts.clientId, own.clientIds),
        ),
  );
}

async function findAlerts(
  tx: Tx,
  where: SQL | undefined,
  limit: number,
): Promise<Alert[]> {
  const rows = await tx
    .select(columns)
    .from(alerts)
    .innerJoin(
      ruleVersions,
      and(
        eq(ruleVersions.organizationId, alerts.organizationId),
        eq(ruleVersions.ruleId, alerts.ruleId),
        eq(ruleVersions.version, alerts.version),
      ),
    )
    .leftJoin(users, eq(users.id, alerts.ownerId))
    .where(where)
    .orderBy(desc(alerts.entryIdx))
    .limit(limit);
  return rows.map(({ definition, ownerId, ownerName, ...row }) => ({
    ...row,
    ruleName: (JSON.parse(definition) as RuleDefinition).name,
    severity: row.severity as RuleSeverity,
    state: row.state as AlertState,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
    entryIdx: row.entryIdx ?? 0,
    facts: JSON.parse(row.facts) as AlertFacts,
  }));
}

export type AlertPage = { alerts: Alert[]; older: number | null };

/** Newest first, from a place of the log on. */
export function listAlerts(
  { scope }: Ctx,
  { state, before }: { state: AlertState | null; before: number | null },
): Promise<AlertPage> {
  return readInScope(scope, async (tx) => {
    const where = and(
      whereReached(scope),
      state === null ? undefined : eq(alerts.state, state),
      before === null ? undefined : lt(alerts.entryIdx, before),
    );
    const found = await findAlerts(tx, where, alertsAtOnce + 1);
    const shown = found.slice(0, alertsAtOnce);
    const older = found.length > alertsAtOnce ? (shown.at(-1)?.entryIdx ?? null) : null;
    return { alerts: shown, older };
  });
}

/** How many there are of each state. */
export function countAlerts({ scope }: Ctx): Promise<Record<AlertState, number>> {
  return readInScope(scope, async (tx) => {
    const rows = await tx
      .select({ state: alerts.state, count: sql<number>`count(*)::int` })
      .from(alerts)
      .where(whereReached(scope))
      .groupBy(alerts.state);
    const counts = new Map(rows.map(({ state, count }) => [state, count]));
    const countOf = (state: AlertState) => counts.get(state) ?? 0;
    return {
      open: countOf("open"),
      acknowledged: countOf("acknowledged"),
      resolved: countOf("resolved"),
    };
  });
}

export async function findAlertWithin(
  tx: Tx,
  { scope }: Ctx,
  id: string,
): Promise<Alert | null> {
  return (
    (await findAlerts(tx, and(whereReached(scope), eq(alerts.id, id)), 1))[0] ?? null
  );
}

export type LoadedAlert = { alert: Alert; notes: AlertNote[]; clientName: string | null };

export function findAlert(ctx: Ctx, id: string): Promise<LoadedAlert | null> {
  const { organizationId } = ctx.scope;
  return readInScope(ctx.scope, async (tx) => {
    const alert = await findAlertWithin(tx, ctx, id);
    if (!alert) return null;
    const notes = await tx
      .select()
      .from(alertNotes)
      .where(
        and(eq(alertNotes.organizationId, organizationId), eq(alertNotes.alertId, id)),
      )
      .orderBy(alertNotes.createdAt);
    const slug = alert.facts.trigger?.client ?? "";
    const [client] = await tx
      .select({ name: clients.name })
      .from(clients)
      .where(and(eq(clients.organizationId, organizationId), eq(clients.slug, slug)));
    return {
      alert,
      clientName: client?.name ?? null,
      notes: notes.map((one) => ({ ...one, author: one.author as Actor })),
    };
  });
}

export function isMutedNow({ scope }: Ctx, ruleId: string): Promise<boolean> {
  return readInScope(scope, async (tx) => {
    const [row] = await tx
      .select({ isMuted: sql<boolean>`coalesce(muted_until > clock_timestamp(), false)` })
      .from(rules)
      .where(and(eq(rules.organizationId, scope.organizationId), eq(rules.id, ruleId)));
    return row?.isMuted ?? false;
  });
}

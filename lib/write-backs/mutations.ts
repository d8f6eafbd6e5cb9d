import type { Tx } from "@/db/client";
import { writeBacks } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import type { AlertState } from "@/lib/alerts/model";
import type { Alert } from "@/lib/alerts/queries";
import { labelActor } from "@/lib/catalogue/actor-label";
import type { Actor } from "@/lib/entries/model";
import { drawRandomBytes } from "@/lib/entries/random";
import type { Integration } from "@/lib/integrations/model";
import { products } from "@/lib/integrations/products";
import { findIntegration, listIntegrations } from "@/lib/integrations/queries";
import { formatPublicLink } from "@/lib/mail/mutations";
import { formatHex } from "@/lib/proof/bytes";
import { listTickets, listWriteBacks } from "./queries";
import { type AlertOfWork, type Asked, describeWork } from "./words";

type FiredAlert = { alert: AlertOfWork & { ruleId: string }; integrationIds: string[] };

/** A ticket in each system that a rule writes to, in the fire's own transaction. */
export async function queueTickets(
  tx: Tx,
  organizationId: string,
  { alert, integrationIds }: FiredAlert,
): Promise<void> {
  if (integrationIds.length === 0) return;
  const { ruleId: id, ruleName: name } = alert;
  const actor: Actor = { type: "rule", id, name, email: null, role: null };
  for (const integration of await listIntegrations(tx, { organizationId })) {
    const isTold = integration.isEnabled && integrationIds.includes(integration.id);
    if (!isTold) continue;
    const by = { organizationId, actor, integration, alert, openerId: null };
    await queueWriteBack(tx, by, { kind: "create_ticket", by: name, at: new Date() });
  }
}

/** What is done with an alert is done with its tickets too, where their system is set up so. */
export async function queueFollowUps(
  tx: Tx,
  ctx: Ctx,
  alert: Alert,
  { state, note }: { state: AlertState; note: string },
): Promise<void> {
  const { organizationId } = ctx.scope;
  const actor = actorOf(ctx.principal);
  const said = { by: labelActor(actor), at: new Date(), note };
  for (const opener of listTickets(await listWriteBacks(tx, ctx.scope, alert.id))) {
    const integration = await findIntegration(tx, ctx.scope, opener.integrationId);
    const asked = integration?.isEnabled ? followUpOf(integration, state) : null;
    if (!integration || !asked) continue;
    const by = { organizationId, actor, integration, alert, openerId: opener.id };
    await queueWriteBack(tx, by, { ...said, ...asked });
  }
}

function followUpOf(
  { product, settings }: Integration,
  state: AlertState,
): Pick<Asked, "kind" | "status"> | null {
  const { resolvedStatus = "", reopenedStatus = "" } = settings;
  const status = state === "resolved" ? resolvedStatus : reopenedStatus;
  const kind = state === "acknowledged" ? "acknowledge" : "set_status";
  if (!products[product].canDo(settings, kind)) return null;
  if (kind === "acknowledge") return { kind };
  return status === "" ? null : { kind, status };
}

export async function queueTest(tx: Tx, ctx: Ctx, integrationId: string): Promise<void> {
  const { organizationId } = ctx.scope;
  await tx.insert(writeBacks).values({
    organizationId,
    id: drawId(),
    integrationId,
    kind: "test",
    actor: actorOf(ctx.principal),
    work: "null",
  });
}

type By = {
  organizationId: string;
  actor: Actor;
  integration: Integration;
  alert: AlertOfWork & { ruleId: string };
  openerId: string | null;
};

/** What is asked for, in the transaction of what asks for it. */
export async function queueWriteBack(
  tx: Tx,
  { organizationId, actor, integration, alert, openerId }: By,
  asked: Asked,
): Promise<string> {
  const id = drawId();
  await tx.insert(writeBacks).values({
    organizationId,
    id,
    integrationId: integration.id,
    kind: asked.kind,
    alertId: alert.id,
    ruleId: alert.ruleId,
    openerId,
    actor,
    work: JSON.stringify(describeWork(alert, asked, formatPublicLink)),
  });
  return id;
}

const drawId = () => `wbk_${formatHex(drawRandomBytes(12))}`;

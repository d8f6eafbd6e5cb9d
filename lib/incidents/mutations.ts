import { sql } from "drizzle-orm";
import { z } from "zod";
import { getDatabase, type Tx } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { notify } from "@/lib/notifications/mutations";
import { listRecipients } from "@/lib/notifications/queries";
import { appendWithin } from "@/lib/runtime/append";
import { mutation } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";
import { type Incident, placeOf, titleOf } from "./model";
import { findIncident, listEvidence, listUnannounced, type Unannounced } from "./queries";

const verifyChannel = "custody_verify";
const idSchema = z.strictObject({ id: z.string() });
const evidenceRowsMax = 200;
const evidenceMargin = 2;

function describeTarget(incident: Incident) {
  return { type: "integrity_warning", id: incident.id, name: titleOf(incident) };
}

function describeFacts(incident: Incident) {
  const { kind, firstIdx, lastIdx, why, raisedBy } = incident;
  return { kind, first_idx: firstIdx, last_idx: lastIdx, why, raised_by: raisedBy };
}

/** Asks the verifier for a whole pass; the answer is a run on the Integrity page. */
export const requestVerification = mutation(
  "log:verify",
  z.strictObject({}),
  async (tx, ctx) => {
    const { organizationId } = ctx.scope;
    await tx.execute(sql`select pg_notify(${verifyChannel}, ${organizationId}::text)`);
    return { value: null, event: { action: "security.verification_run" } };
  },
);

export const closeIncident = mutation(
  "incidents:close",
  z.strictObject({
    id: z.string(),
    reason: z
      .string()
      .trim()
      .min(10, { error: "must say what happened, in a sentence" })
      .max(2000),
  }),
  async (tx, ctx, { id, reason }) => {
    const incident = await requireOpen(tx, ctx.scope, id);
    const by = ctx.principal.kind === "user" ? ctx.principal.email : ctx.principal.kind;
    await tx.execute(sql`
      update custody.integrity_incidents
      set closed_at = clock_timestamp(), closed_by = ${by}, close_reason = ${reason}
      where organization_id = ${ctx.scope.organizationId}::uuid and id::text = ${id}`);
    await tx.execute(sql`select custody.reopen_log(${ctx.scope.organizationId}::uuid)
      where not exists (
        select from custody.integrity_incidents
        where organization_id = ${ctx.scope.organizationId}::uuid
          and closed_at is null and kind = 'behind')`);
    const event: EventInput = {
      action: "security.integrity_warning_closed",
      target: describeTarget(incident),
      reason,
      metadata: describeFacts(incident),
    };
    return { value: incident, event };
  },
);

export const notifyOwners = mutation(
  "incidents:close",
  idSchema,
  async (tx, ctx, { id }) => {
    const incident = await requireOpen(tx, ctx.scope, id);
    const count = await mailOwners(tx, ctx.scope.organizationId, incident);
    const event: EventInput = {
      action: "incident.updated",
      target: describeTarget(incident),
      metadata: { owners_notified: count },
    };
    return { value: count, event };
  },
);

/** The rows as they are now; that somebody took them is an entry. */
export const exportEvidence = mutation(
  "log:verify",
  idSchema,
  async (tx, ctx, { id }) => {
    const incident = await findIncident(tx, ctx.scope, id);
    if (!incident) throw new AppError("resource.not_found");
    const first = incident.firstIdx ?? 0;
    const fromIdx = Math.max(0, first - evidenceMargin);
    const last = (incident.lastIdx ?? first) + 1 + evidenceMargin;
    const toIdx = Math.min(last, fromIdx + evidenceRowsMax);
    const evidence = await listEvidence(tx, ctx.scope, { fromIdx, toIdx });
    const event: EventInput = {
      action: "incident.report_exported",
      target: describeTarget(incident),
      metadata: { from_idx: fromIdx, to_idx: toIdx },
    };
    return { value: { incident, ...evidence }, event };
  },
);

/** A new signing key, in every organization's own log. */
export const recordRotation = mutation(
  "keys:rotate",
  z.strictObject({ before: z.string(), after: z.string() }),
  async (_tx, _ctx, { before, after }) => {
    const event: EventInput = {
      action: "log.signing_key_rotated",
      changes: [{ path: "/log_key", before, after }],
    };
    return { value: null, event };
  },
);

async function requireOpen(
  tx: Tx,
  scope: Parameters<typeof findIncident>[1],
  id: string,
): Promise<Incident> {
  const incident = await findIncident(tx, scope, id);
  if (!incident) throw new AppError("resource.not_found");
  if (incident.closedAt === null) return incident;
  const detail = "is closed already";
  throw new AppError("input.invalid", { errors: [{ pointer: "/id", detail }] });
}

async function mailOwners(
  tx: Tx,
  organizationId: string,
  incident: Incident,
): Promise<number> {
  const owners = await listRecipients(tx, organizationId, { roles: ["owner"] });
  const sentence = `${titleOf(incident)}: ${placeOf(incident)}.`;
  const href = `/integrity/incidents/${incident.id}`;
  await notify(tx, organizationId, owners, {
    kind: "integrity",
    sentence,
    href,
    mail: {
      subject: "INTEGRITY WARNING: the audit log may have been altered",
      paragraphs: [
        sentence,
        `Found by the ${incident.raisedBy} at ${incident.openedAt}: ${incident.why}. What still holds: ${incident.intact}.`,
        "Do not restart or repair the database: it is the evidence. The page below says what to do.",
      ],
      linkLabel: "Open the incident",
    },
  });
  await tx.execute(sql`
    update custody.integrity_incidents set notified_at = clock_timestamp()
    where organization_id = ${organizationId}::uuid and id::text = ${incident.id}`);
  return owners.length;
}

/** Each new incident becomes an entry and a mail to every owner, once. */
export async function announceIncidents(): Promise<number> {
  const found = await getDatabase().transaction(listUnannounced);
  for (const one of found) await announceIncident(one);
  return found.length;
}

async function announceIncident({ organizationId, id }: Unannounced): Promise<void> {
  const ctx = mintOperatorCtx(organizationId, "system");
  await inScope(ctx.scope, async (tx) => {
    const claimed = await tx.execute(sql`
      update custody.integrity_incidents set announced_at = clock_timestamp()
      where organization_id = ${organizationId}::uuid and id::text = ${id}
        and announced_at is null returning id`);
    const incident = await findIncident(tx, ctx.scope, id);
    if (claimed.length === 0 || incident === null) return;
    const event: EventInput = {
      action: "security.integrity_warning",
      target: describeTarget(incident),
      outcome: "failed",
      metadata: describeFacts(incident),
    };
    await appendWithin(tx, ctx, [{ event, clientId: null }]);
    await mailOwners(tx, organizationId, incident);
  });
}

import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { retentionProposals, retentionRules } from "@/db/schema";
import { type Ctx, isOwner, type Principal } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import { findNamedClient } from "@/lib/clients/queries";
import { AppError } from "@/lib/kit/errors";
import { formatPublicLink, queueMailToOwners } from "@/lib/mail/mutations";
import { mutation } from "@/lib/runtime/mutation";
import { describeRule, type RuleChange } from "./event";
import { describeApproval } from "./letter";
import {
  effectiveAfter,
  retentionDaysMax,
  retentionDaysMin,
  retentionPresets,
} from "./model";
import {
  findProposal,
  findRetentionDays,
  type Proposal,
  type ProposalKey,
} from "./queries";

const days = z.coerce
  .number({ error: "must be a number of days" })
  .int({ error: "must be a whole number of days" })
  .min(retentionDaysMin, { error: `must be at least ${retentionDaysMin} days` })
  .max(retentionDaysMax, { error: `must be at most ${retentionDaysMax} days` });

export const reasonSchema = z
  .string()
  .trim()
  .min(1, { error: "is needed: it stays in the log" })
  .max(1000);

const changeSchema = z.strictObject({
  clientSlug: z.string().nullable(),
  /** Null takes a client's own rule away, so that the organization's holds again. */
  retentionDays: days.nullable(),
  reason: reasonSchema,
});

export type RetentionOutcome = "unchanged" | "applied" | "proposed";

/**
 * Longer at once; shorter waits for a second owner and then seven days. What was pruned
 * does not come back.
 */
export const changeRetention = mutation(
  "retention:change",
  changeSchema,
  async (tx, ctx, { clientSlug, retentionDays, reason }) => {
    requireRecentProof(ctx);
    const client = await findNamedClient(tx, clientSlug);
    const clientId = client?.id ?? null;
    const before = await findRetentionDays(tx, ctx.scope.organizationId, clientId);
    const whole = await findRetentionDays(tx, ctx.scope.organizationId, null);
    const after = retentionDays ?? (client ? whole : retentionPresets[0].days);
    const change = { client, before, after, reason };
    if (after >= before) {
      await storeRule(tx, ctx.scope.organizationId, clientId, retentionDays);
      const value: RetentionOutcome = after === before ? "unchanged" : "applied";
      return { value, event: describeRule(change) };
    }
    requireOwner(ctx.principal);
    const value: RetentionOutcome = "proposed";
    await propose(tx, ctx, change);
    return { value, event: describeRule(change, "log.retention_proposed") };
  },
);

const proposalSchema = z.strictObject({ id: z.uuid() });

/** The second owner's word; who proposed cannot also approve. */
export const approveRetention = mutation(
  "retention:approve",
  proposalSchema,
  async (tx, ctx, { id }) => {
    requireRecentProof(ctx);
    const proposal = await findOpenProposal(tx, ctx, id);
    const { principal } = ctx;
    const approverId = principal.kind === "user" ? principal.userId : null;
    if (approverId === null || approverId === proposal.proposedBy) {
      const detail = "a second owner approves what the first proposed";
      throw new AppError("access.denied", { detail });
    }
    if (proposal.approvedAt !== null) throw wasDecided();
    const effectiveAt = effectiveAfter(new Date()).toISOString();
    await tx
      .update(retentionProposals)
      .set({ approvedBy: approverId, approvedAt: sql`clock_timestamp()`, effectiveAt })
      .where(isProposal(proposal));
    await queueMailToOwners(tx, {
      organizationId: ctx.scope.organizationId,
      subject: "Retention will become shorter",
      letter: describeApproval(
        { ...proposal, effectiveAt },
        formatPublicLink("/settings/retention"),
      ),
    });
    return {
      value: { effectiveAt },
      event: describeProposal(proposal, "log.retention_approved", effectiveAt),
    };
  },
);

export const withdrawRetention = mutation(
  "retention:approve",
  proposalSchema,
  async (tx, ctx, { id }) => {
    const proposal = await findOpenProposal(tx, ctx, id);
    await endProposal(tx, proposal, "withdrawn");
    return { value: null, event: describeProposal(proposal, "log.retention_withdrawn") };
  },
);

/** Puts an approved proposal whose day has come into force; the worker's own act. */
export const applyRetention = mutation(
  "retention:apply",
  proposalSchema,
  async (tx, ctx, { id }) => {
    const { organizationId } = ctx.scope;
    const proposal = await findOpenProposal(tx, ctx, id);
    const { clientId, retentionDays, effectiveAt, reason } = proposal;
    if (effectiveAt === null || new Date(effectiveAt) > new Date()) throw wasDecided();
    const before = await findRetentionDays(tx, organizationId, clientId);
    await storeRule(tx, organizationId, clientId, retentionDays);
    await endProposal(tx, proposal, "applied");
    const { client } = proposal;
    const change = { client, before, after: retentionDays, reason };
    return { value: null, event: describeRule(change) };
  },
);

async function findOpenProposal(tx: Tx, ctx: Ctx, id: string): Promise<Proposal> {
  const proposal = await findProposal(tx, ctx.scope.organizationId, id);
  if (!proposal) throw new AppError("resource.not_found");
  if (proposal.endedAt !== null) throw wasDecided();
  return proposal;
}

function wasDecided(): AppError {
  return new AppError("retention.decided");
}

function isProposal({ organizationId, id }: ProposalKey) {
  return and(
    eq(retentionProposals.organizationId, organizationId),
    eq(retentionProposals.id, id),
    isNull(retentionProposals.endedAt),
  );
}

async function endProposal(tx: Tx, key: ProposalKey, outcome: string): Promise<void> {
  await tx
    .update(retentionProposals)
    .set({ endedAt: sql`clock_timestamp()`, outcome })
    .where(isProposal(key));
}

async function propose(
  tx: Tx,
  ctx: Ctx,
  { client, before, after, reason }: RuleChange,
): Promise<void> {
  const { principal, scope } = ctx;
  if (principal.kind !== "user") throw ownersOnly();
  const { organizationId } = scope;
  const clientId = client?.id ?? null;
  const added = await tx
    .insert(retentionProposals)
    .values({
      organizationId,
      id: randomUUID(),
      clientId,
      retentionDaysBefore: before,
      retentionDays: after,
      reason,
      proposedBy: principal.userId,
    })
    .onConflictDoNothing()
    .returning({ id: retentionProposals.id });
  if (added.length > 0) return;
  const detail = "A proposal is open already: approve or withdraw it first.";
  throw new AppError("input.invalid", {
    errors: [{ pointer: "/retentionDays", detail }],
  });
}

async function storeRule(
  tx: Tx,
  organizationId: string,
  clientId: string | null,
  retentionDays: number | null,
): Promise<void> {
  if (retentionDays === null) {
    const { clientId: column } = retentionRules;
    const sameClient = clientId === null ? isNull(column) : eq(column, clientId);
    await tx
      .delete(retentionRules)
      .where(and(eq(retentionRules.organizationId, organizationId), sameClient));
    return;
  }
  await tx
    .insert(retentionRules)
    .values({ organizationId, clientId, retentionDays })
    .onConflictDoUpdate({
      target: [retentionRules.organizationId, retentionRules.clientId],
      set: { retentionDays, updatedAt: sql`clock_timestamp()` },
    });
}

function describeProposal(proposal: Proposal, action: string, effectiveAt?: string) {
  const { client, retentionDaysBefore: before, retentionDays: after, reason } = proposal;
  const told = describeRule({ client, before, after, reason }, action);
  if (effectiveAt === undefined) return told;
  return { ...told, event: { ...told.event, metadata: { effective_at: effectiveAt } } };
}

function requireOwner(principal: Principal): void {
  if (!isOwner(principal)) throw ownersOnly();
}

function ownersOnly(): AppError {
  return new AppError("access.denied", {
    detail: "only an owner shortens retention; an admin may lengthen it",
  });
}

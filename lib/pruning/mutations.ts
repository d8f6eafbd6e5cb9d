import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Tx } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { formatEntryData, formatOrganizationData } from "@/lib/proof/chain";
import { appendLeaf, type Frontier } from "@/lib/proof/frontier";
import { type AppendedEntry, appendWithin } from "@/lib/runtime/append";
import { mutation, none } from "@/lib/runtime/mutation";
import {
  countPruned,
  describePruned,
  internalSlot,
  isDue,
  joinNodes,
  type KeptPrefix,
  organizationChain,
  type PruneFacts,
  type StreamPlan,
  splitNodes,
} from "./model";
import {
  findFirstKept,
  findHeader,
  findPrefix,
  listPruneParts,
  type PrunePart,
  planPrune,
  streamHashes,
  streamLinks,
} from "./queries";

const announceSchema = z.strictObject({
  reason: z.string().trim().min(1).max(200),
  /** What the preview said; a log that moved on since is looked at again first. */
  expectedCount: z.coerce.number().int().nullable(),
});

export type Announced = { runId: string; entryCount: number };

/**
 * Says in the log what is about to go, stream by stream, and remembers it. Nothing is
 * deleted before an epoch holds what was said (docs/format.md, section 6).
 */
export const announcePrune = mutation(
  "pruning:announce",
  announceSchema,
  async (tx, ctx, { reason, expectedCount }) => {
    requireRecentProof(ctx);
    const { organizationId } = ctx.scope;
    const plans = (await planPrune(tx, organizationId, new Date())).filter(isDue);
    const entryCount = plans.reduce((sum, plan) => sum + countPruned(plan), 0);
    if (entryCount === 0) throw new AppError("retention.nothing_due");
    if (expectedCount !== null && expectedCount !== entryCount) {
      throw new AppError("retention.preview_outdated");
    }
    const runId = randomUUID();
    const said = await Promise.all(
      plans.map(async (plan) => ({ plan, facts: await describe(tx, ctx, plan, reason) })),
    );
    const entries = await appendWithin(tx, ctx, said.flatMap(listEvents));
    const announcedIdx = lastInternal(entries);
    for (const plan of plans) await remember(tx, ctx, { plan, runId, announcedIdx });
    const value: Announced = { runId, entryCount };
    return { value, event: none("the announcement is the entry") };
  },
);

async function describe(
  tx: Tx,
  ctx: Ctx,
  plan: StreamPlan,
  reason: string,
): Promise<PruneFacts> {
  const place = { clientSlot: plan.clientSlot, sidx: plan.belowSidx - 1 };
  const { organizationName, lastEntry } = await findHeader(
    tx,
    ctx.scope.organizationId,
    place,
  );
  return describePruned(plan, organizationName, { lastEntry, reason });
}

/** To the stream itself, and to the organization's own, which everybody's log has. */
function listEvents({ plan, facts }: { plan: StreamPlan; facts: PruneFacts }) {
  const { clientId, clientName, clientSlot } = plan;
  const event: EventInput = {
    action: "log.pruned",
    target: clientId
      ? { type: "client", id: clientId, name: clientName }
      : { type: "stream", id: "internal", name: "Entries about no client" },
    reason: facts.reason,
    metadata: { ...facts, count: countPruned(plan) },
  };
  const internal = { event, clientId: null };
  return clientSlot === internalSlot ? [internal] : [{ event, clientId }, internal];
}

function lastInternal(entries: AppendedEntry[]): number {
  const internal = entries.filter(({ clientId }) => clientId === null);
  return Math.max(...internal.map(({ idx }) => idx));
}

type Remembered = { plan: StreamPlan; runId: string; announcedIdx: number };

async function remember(tx: Tx, ctx: Ctx, { plan, runId, announcedIdx }: Remembered) {
  const prune = {
    run_id: runId,
    client_slot: plan.clientSlot,
    below_sidx: plan.belowSidx,
    cutoff_at: plan.cutoffAt,
    announced_idx: announcedIdx,
  };
  await tx.execute(sql`select custody.announce_prune(
    ${ctx.scope.organizationId}::uuid, ${JSON.stringify(prune)}::text::json)`);
}

/** The database by the one login that may prune. */
export type Pruner = Database;
export type Pruned = { entryCount: number };

/**
 * Deletes what a sealed announcement named, with the pruner's login, and keeps the hashes
 * that show that nothing else went. Throws what the database refuses: a hold, a range that
 * was not verified, a retention that is longer by now.
 */
export async function completePrune(
  pruner: Pruner,
  run: { organizationId: string; runId: string },
): Promise<Pruned> {
  const { organizationId, runId } = run;
  return pruner.transaction(async (tx) => {
    await tx.execute(sql`select custody.enter_scope(${organizationId}::uuid)`);
    const parts = await listPruneParts(tx, run);
    const [first] = parts;
    if (!first) return { entryCount: 0 };
    const prefixes: KeptPrefix[] = [];
    for (const part of parts) prefixes.push(await keepStream(tx, organizationId, part));
    const bound = await findFirstKept(tx, organizationId, runId);
    const kept = await keepOrganization(
      tx,
      organizationId,
      first.organizationName,
      bound,
    );
    if (kept) prefixes.push(kept);
    const [row] = await tx.execute<{ count: string }>(sql`
      select custody.complete_prune(${organizationId}::uuid, ${runId}::uuid,
        ${JSON.stringify(prefixes)}::text::json) as count`);
    return { entryCount: Number(row?.count) };
  });
}

async function keepStream(
  tx: Tx,
  organizationId: string,
  { clientSlot, belowSidx }: PrunePart,
): Promise<KeptPrefix> {
  const before = await findPrefix(tx, organizationId, clientSlot);
  let frontier = splitNodes(before.size, before.nodes);
  const range = { clientSlot, from: before.size, below: belowSidx };
  for await (const hash of streamHashes(tx, organizationId, range)) {
    frontier = appendLeaf(frontier, hash);
  }
  const last = { clientSlot, sidx: belowSidx - 1 };
  const { lastEntry } = await findHeader(tx, organizationId, last);
  return keep(clientSlot, frontier, formatEntryData(lastEntry));
}

async function keepOrganization(
  tx: Tx,
  organizationId: string,
  organization: string,
  bound: number,
): Promise<KeptPrefix | null> {
  const before = await findPrefix(tx, organizationId, organizationChain);
  if (bound <= before.size) return null;
  let frontier = splitNodes(before.size, before.nodes);
  let header = "";
  const range = { from: before.size, below: bound };
  for await (const link of streamLinks(tx, organizationId, range)) {
    frontier = appendLeaf(frontier, link.orgHash);
    if (link.idx === bound - 1) {
      header = formatOrganizationData({ ...link, organization, entryHash: link.hash });
    }
  }
  return keep(organizationChain, frontier, header);
}

function keep(chain: number, frontier: Frontier, header: string): KeptPrefix {
  return { chain, size: frontier.size, header, nodes: formatHex(joinNodes(frontier)) };
}

const withdrawSchema = z.strictObject({ runId: z.uuid(), reason: z.string() });

/** Takes an announcement back that can no longer be carried out; the log says so too. */
export const withdrawPrune = mutation(
  "pruning:announce",
  withdrawSchema,
  async (tx, ctx, { runId, reason }) => {
    await tx.execute(sql`
      select custody.withdraw_prune(${ctx.scope.organizationId}::uuid, ${runId}::uuid)`);
    return {
      value: null,
      event: {
        action: "log.prune_withdrawn",
        target: { type: "prune", id: runId },
        reason,
      },
    };
  },
);

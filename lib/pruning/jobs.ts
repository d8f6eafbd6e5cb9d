import { mintSystemCtx } from "@/lib/access/mint";
import { AppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { announcePrune, completePrune, type Pruner, withdrawPrune } from "./mutations";
import { listOpenPrunes, type OpenPrune } from "./queries";

const systemName = "Retention";
/** PostgreSQL: the range is not sealed or verified yet; and: a hold, a longer retention. */
const notYetState = "55006";
const neverState = "55000";

/** The monthly prune: says in every log what is past its retention. */
export async function announcePrunesJob(): Promise<void> {
  for (const organizationId of await listOrganizationIds()) {
    const ctx = mintSystemCtx(organizationId, systemName);
    const input = { reason: "past its retention", expectedCount: null };
    await announcePrune(ctx, input).catch((thrown: unknown) => {
      if (thrown instanceof AppError && thrown.code === "retention.nothing_due") return;
      log.error({ err: thrown, organizationId }, "a prune could not be announced");
    });
  }
}

/** Carries out what was announced, once an epoch holds the announcement. */
export async function completePrunesJob(pruner: Pruner): Promise<void> {
  for (const prune of await listOpenPrunes(pruner)) {
    if (prune.isSealed) await completeOne(pruner, prune);
  }
}

async function completeOne(pruner: Pruner, prune: OpenPrune): Promise<void> {
  const { organizationId, runId } = prune;
  try {
    const { entryCount } = await completePrune(pruner, prune);
    log.info({ organizationId, runId, entryCount }, "entries were pruned");
  } catch (thrown) {
    const state = stateOf(thrown);
    if (state === notYetState) return;
    if (state !== neverState) throw thrown;
    const reason = thrown instanceof Error ? messageOf(thrown) : "refused";
    const ctx = mintSystemCtx(organizationId, systemName);
    await withdrawPrune(ctx, { runId, reason });
    log.warn({ organizationId, runId, reason }, "an announced prune was withdrawn");
  }
}

function stateOf(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && typeof error.code === "string") return error.code;
  }
  return null;
}

function messageOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

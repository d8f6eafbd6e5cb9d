import { and, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations, writeBacks } from "@/db/schema";
import { mintRuleCtx, mintSystemCtx } from "@/lib/access/mint";
import type { Actor, EventInput } from "@/lib/entries/model";
import type { Integration } from "@/lib/integrations/model";
import type { Work } from "@/lib/integrations/product";
import { findOpened, whereIntegration } from "@/lib/integrations/queries";
import { notify } from "@/lib/notifications/mutations";
import { listRecipients } from "@/lib/notifications/queries";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import { pauseAfter } from "@/lib/webhooks/model";
import {
  type Exchange,
  isRepeatable,
  type Kind,
  kindWords,
  unanswered,
  type Verdict,
} from "@/lib/write-backs/model";
import { whereWriteBack } from "@/lib/write-backs/queries";
import type { DueWriteBack } from "./queries";

/** Longer than any try can take; then nobody knows what became of it. */
const leaseSeconds = 60;

type Row = typeof writeBacks.$inferSelect;

export type TakenWriteBack = {
  row: Row;
  kind: Kind;
  integration: Integration;
  work: Work | null;
};

/** Takes one for one try; null where another worker did, or where it was settled unsent. */
export function takeWriteBack(due: DueWriteBack): Promise<TakenWriteBack | null> {
  return inScope({ ...due, clientId: null }, async (tx) => {
    const [row] = await tx
      .select()
      .from(writeBacks)
      .where(and(whereWriteBack(due, due.id), sql`due_at <= clock_timestamp()`))
      .for("update", { skipLocked: true });
    const integration = row && (await findOpened(tx, due, due.integrationId));
    if (!integration) return null;
    const work = await readWork(tx, row);
    const taken = { row, kind: row.kind as Kind, integration, work };
    if (row.state === "sending" && !isRepeatable(taken.kind)) {
      const why = "Custody stopped while it was being sent";
      await settle(tx, taken, { kind: "unsure", why }, unanswered);
      return null;
    }
    if (row.state !== "waiting" && row.state !== "sending") return null;
    if (!integration.isEnabled) {
      const why = "the integration is off";
      await settle(tx, taken, { kind: "failed", why }, unanswered);
      return null;
    }
    const attemptCount = row.attemptCount + 1;
    const dueAt = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
    await tx
      .update(writeBacks)
      .set({ state: "sending", attemptCount, dueAt })
      .where(whereWriteBack(due, due.id));
    return { ...taken, row: { ...row, attemptCount } };
  });
}

/** With the number of its ticket, which may not have been known when it was asked for. */
async function readWork(tx: Tx, row: Row): Promise<Work | null> {
  const said = JSON.parse(row.work) as Omit<Work, "id" | "ticketId"> | null;
  if (said === null) return null;
  const [opener] =
    row.openerId === null
      ? []
      : await tx.select().from(writeBacks).where(whereWriteBack(row, row.openerId));
  return { ...said, id: row.id, ticketId: opener?.ticketId ?? "" };
}

/** Keeps what became of a try; what is over is an entry. */
export async function recordOutcome(
  taken: TakenWriteBack,
  verdict: Verdict,
  exchange: Exchange,
): Promise<void> {
  const { row } = taken;
  await inScope({ organizationId: row.organizationId, clientId: null }, async (tx) => {
    if (verdict.kind !== "later") return settle(tx, taken, verdict, exchange);
    const { why, retryAfterSeconds } = verdict;
    const status = exchange.status ?? 503;
    const outcome = { kind: "refused", status, retryAfterSeconds } as const;
    // Somebody who tests sits before it and waits.
    const pause =
      taken.kind === "test" ? null : pauseAfter(row.attemptCount, outcome, Math.random);
    if (pause === null) return settle(tx, taken, { kind: "failed", why }, exchange);
    await tx
      .update(writeBacks)
      .set({
        state: "waiting",
        lastStatus: exchange.status,
        lastError: why,
        dueAt: sql`clock_timestamp() + make_interval(secs => ${pause})`,
      })
      .where(whereWriteBack(row, row.id));
  });
}

type Final = Exclude<Verdict, { kind: "later" }>;

async function settle(
  tx: Tx,
  taken: TakenWriteBack,
  verdict: Final,
  exchange: Exchange,
): Promise<void> {
  const { row, kind, work } = taken;
  const isOfRule = (row.actor as Actor).type === "rule";
  const ctx = isOfRule
    ? mintRuleCtx(row.organizationId)
    : mintSystemCtx(row.organizationId, "Integrations");
  const event = describeOutcome(taken, verdict, exchange);
  const [entry] = await appendWithin(tx, ctx, [{ event, clientId: null }]);
  const ticketId =
    verdict.kind === "done" ? (verdict.ticketId ?? (work?.ticketId || null)) : null;
  const lastError = verdict.kind === "done" ? null : verdict.why;
  await tx
    .update(writeBacks)
    .set({
      state: verdict.kind,
      ticketId,
      lastStatus: exchange.status,
      lastError,
      entryId: entry?.id ?? null,
      finishedAt: sql`clock_timestamp()`,
    })
    .where(whereWriteBack(row, row.id));
  if (kind === "test") await noteTest(tx, taken, lastError);
  else if (verdict.kind !== "done") await tellOwners(tx, taken, verdict);
}

/** Found among what a rule did, where a rule asked; else among what its asker did. */
function describeOutcome(
  { row, kind, integration, work }: TakenWriteBack,
  verdict: Final,
  { request, response }: Exchange,
): EventInput {
  const isUnsure = verdict.kind === "unsure";
  return {
    action: isUnsure ? "integration.write_back_unsure" : kindWords[kind].action,
    actor: row.actor as Actor,
    target: { type: "integration", id: integration.id, name: integration.name },
    outcome: verdict.kind === "done" ? "success" : "failed",
    reason: verdict.kind === "done" ? undefined : verdict.why,
    request,
    response,
    metadata: {
      write_back: row.id,
      kind,
      alert: row.alertId,
      rule: row.ruleId,
      ticket:
        (verdict.kind === "done" ? verdict.ticketId : null) ?? (work?.ticketId || null),
      attempts: row.attemptCount,
    },
  };
}

async function noteTest(
  tx: Tx,
  { row, integration }: TakenWriteBack,
  checkError: string | null,
): Promise<void> {
  await tx
    .update(integrations)
    .set({ checkedAt: sql`clock_timestamp()`, checkError })
    .where(whereIntegration(row, integration.id));
}

/** A ticket that is not there, or may be there twice, is somebody's to look after. */
async function tellOwners(
  tx: Tx,
  { row, kind, integration }: TakenWriteBack,
  verdict: Exclude<Final, { kind: "done" }>,
): Promise<void> {
  const what = kindWords[kind].undone;
  const sentence =
    verdict.kind === "unsure"
      ? `${integration.name} may have been told to ${what}, or not: ${verdict.why}`
      : `${integration.name} could not be told to ${what}: ${verdict.why}`;
  const owners = await listRecipients(tx, row.organizationId, { roles: ["owner"] });
  await notify(tx, row.organizationId, owners, {
    kind: "ticket",
    sentence,
    href: `/alerts/${row.alertId}`,
    mail: {
      subject: "A ticket needs a look",
      paragraphs: [sentence],
      linkLabel: "Open the alert",
    },
  });
}

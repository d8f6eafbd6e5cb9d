import { and, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { evidencePacks } from "@/db/schema";
import { notify } from "@/lib/notifications/mutations";
import { listRecipients } from "@/lib/notifications/queries";
import type { Pack, PackPart, PackVerdict } from "@/lib/packs/model";
import { titleOf } from "@/lib/packs/model";
import { type DuePack, isDue, parsePack, whereThisPack } from "@/lib/packs/queries";
import { tellPack } from "@/lib/packs/told";
import { mutation, none } from "@/lib/runtime/mutation";
import { inScope } from "@/lib/runtime/transaction";

const leaseFor = sql`interval '60 seconds'`;
const pause = sql`make_interval(secs => 5 * power(2, attempt_count)::int)`;
const attemptsMax = 5;

/** Takes a due pack for one try, or null when another worker did. */
export async function takePack(due: DuePack): Promise<Pack | null> {
  return inScope({ ...due, clientId: null }, async (tx) => {
    const [row] = await tx
      .update(evidencePacks)
      .set({
        state: "running",
        attemptCount: sql`attempt_count + 1`,
        leasedUntil: sql`clock_timestamp() + ${leaseFor}`,
      })
      .where(and(whereThisPack(due), isDue))
      .returning();
    return row ? parsePack(row) : null;
  });
}

export type PackProgress = {
  doneCount?: number;
  parts?: PackPart[];
  /** The epoch that proves the pack, once it is known; a later try takes the same one. */
  epochIndex?: number;
  tlogProof?: string;
};

/** Keeps how far it is; false when it was cancelled meanwhile, or another worker has it. */
export async function savePackProgress(
  pack: Pack,
  progress: PackProgress,
): Promise<boolean> {
  return inScope({ ...pack, clientId: null }, async (tx) => {
    const rows = await tx
      .update(evidencePacks)
      .set({ ...progress, leasedUntil: sql`clock_timestamp() + ${leaseFor}` })
      .where(and(whereThisPack(pack), isOfThisTry(pack)))
      .returning({ id: evidencePacks.id });
    return rows.length > 0;
  });
}

function isOfThisTry({ attemptCount }: Pack) {
  return sql`state = 'running' and attempt_count = ${attemptCount}`;
}

const written = z.strictObject({
  pack: z.custom<Pack>(),
  sha256: z.string(),
  bytes: z.int(),
  parts: z.custom<PackPart[]>(),
  verdict: z.custom<PackVerdict>(),
});

/** Ready, and in the log under whoever asked, with the hash of the file. */
export const completePack = mutation(
  "packs:create",
  written,
  async (tx, _ctx, { pack, sha256, bytes, parts, verdict }) => {
    const rows = await tx
      .update(evidencePacks)
      .set({
        state: "done",
        sha256,
        bytes,
        parts,
        verdict,
        doneCount: pack.entryCount,
        leasedUntil: null,
        finishedAt: sql`clock_timestamp()`,
      })
      .where(and(whereThisPack(pack), isOfThisTry(pack)))
      .returning({ id: evidencePacks.id });
    if (rows.length === 0) return { value: false, event: none("another worker has it") };
    const { state, checkedCount: checked, alteredCount: altered } = verdict;
    const more = { bytes, sha256, verification: { state, checked, altered } };
    await notifyRequester(tx, pack, "is ready");
    const { event, clientId } = tellPack(pack, "evidence_pack.completed", more);
    const { requester: actor } = pack;
    return { value: true, event: { clientId, event: { ...event, actor } } };
  },
);

const failed = z.strictObject({
  pack: z.custom<Pack>(),
  error: z.string(),
  isFinal: z.boolean(),
});

/** Another try after a pause, or the end of it, with the reason for whoever asked. */
export const failPack = mutation(
  "packs:create",
  failed,
  async (tx, _ctx, { pack, error, isFinal }) => {
    const isLast = isFinal || pack.attemptCount >= attemptsMax;
    const why = error.slice(0, 500);
    const rows = await tx
      .update(evidencePacks)
      .set({
        state: isLast ? "failed" : "queued",
        error: why,
        leasedUntil: isLast ? null : sql`clock_timestamp() + ${pause}`,
        finishedAt: isLast ? sql`clock_timestamp()` : null,
      })
      .where(and(whereThisPack(pack), isOfThisTry(pack)))
      .returning({ id: evidencePacks.id });
    if (!isLast || rows.length === 0) {
      return { value: isLast, event: none("it is tried again") };
    }
    await notifyRequester(tx, pack, "failed");
    const { event, clientId } = tellPack(pack, "evidence_pack.failed");
    const said = { outcome: "failed" as const, reason: why, actor: pack.requester };
    return { value: isLast, event: { clientId, event: { ...event, ...said } } };
  },
);

async function notifyRequester(
  tx: Tx,
  pack: Pack,
  what: "is ready" | "failed",
): Promise<void> {
  const { organizationId, requester, id } = pack;
  const people = requester.id === null ? [] : [requester.id];
  const recipients = await listRecipients(tx, organizationId, { people });
  const href = `/evidence/${id}`;
  await notify(tx, organizationId, recipients, {
    kind: "pack",
    sentence: `Your evidence pack “${titleOf(pack)}” ${what}.`,
    href,
    mail: {
      subject: `An evidence pack of yours ${what}`,
      paragraphs: [`${titleOf(pack)} ${what}.`],
      linkLabel: "Open the pack",
    },
  });
}

/** Its file held what was erased since: it is gone, and so is any way to make it again. */
export const removePack = mutation(
  "packs:create",
  z.strictObject({ pack: z.custom<Pack>() }),
  async (tx, _ctx, { pack }) => {
    await tx
      .update(evidencePacks)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(whereThisPack(pack));
    const { event, clientId } = tellPack(pack, "evidence_pack.deleted");
    const reason = "an erasure took out what the file held";
    return { value: null, event: { clientId, event: { ...event, reason } } };
  },
);

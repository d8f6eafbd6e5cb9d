import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { legalHolds } from "@/db/schema";
import { requireRecentProof } from "@/lib/access/proof";
import { findClientById, findNamedClient } from "@/lib/clients/queries";
import { AppError } from "@/lib/kit/errors";
import { mutation } from "@/lib/runtime/mutation";

const reason = z
  .string()
  .trim()
  .min(1, { error: "is needed: it stays in the log" })
  .max(1000);

const setSchema = z.strictObject({ clientSlug: z.string().nullable(), reason });

/** Nothing of the client, or of the whole log, is pruned until the hold is released. */
export const setHold = mutation("holds:set", setSchema, async (tx, ctx, input) => {
  const { organizationId } = ctx.scope;
  const client = await findNamedClient(tx, input.clientSlug);
  const { principal } = ctx;
  if (principal.kind !== "user") {
    throw new AppError("access.denied", { detail: "a person sets a hold" });
  }
  const id = randomUUID();
  await tx.insert(legalHolds).values({
    organizationId,
    id,
    clientId: client?.id ?? null,
    reason: input.reason,
    setBy: principal.userId,
  });
  return {
    value: { id },
    event: describeHold("log.hold_set", { id, client, reason: input.reason }),
  };
});

const releaseSchema = z.strictObject({ id: z.uuid(), reason });

export const releaseHold = mutation(
  "holds:release",
  releaseSchema,
  async (tx, ctx, input) => {
    requireRecentProof(ctx);
    const { organizationId } = ctx.scope;
    const { principal } = ctx;
    const releasedBy = principal.kind === "user" ? principal.userId : null;
    const [row] = await tx
      .update(legalHolds)
      .set({ releasedAt: sql`clock_timestamp()`, releasedBy })
      .where(
        and(
          eq(legalHolds.organizationId, organizationId),
          eq(legalHolds.id, input.id),
          isNull(legalHolds.releasedAt),
        ),
      )
      .returning({ clientId: legalHolds.clientId });
    if (!row) throw new AppError("resource.not_found");
    const client = row.clientId === null ? null : await findClientById(tx, row.clientId);
    return {
      value: null,
      event: describeHold("log.hold_released", { ...input, client }),
    };
  },
);

type Hold = { id: string; client: { id: string; name: string } | null; reason: string };

function describeHold(action: string, { id, client, reason }: Hold) {
  return {
    clientId: client?.id ?? null,
    event: {
      action,
      target: client
        ? { type: "client", id: client.id, name: client.name }
        : { type: "setting", id: "retention", name: "The whole log" },
      reason,
      metadata: { hold_id: id },
    },
  };
}

import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { erasures } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { requireRecentProof } from "@/lib/access/proof";
import { expireExports } from "@/lib/export-progress/mutations";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { formatPublicLink, queueMailToOwners } from "@/lib/mail/mutations";
import { formatHex } from "@/lib/proof/bytes";
import { eraseSlots } from "@/lib/proof/erased-entry";
import { reasonSchema } from "@/lib/retention/mutations";
import { appendWithin } from "@/lib/runtime/append";
import { mutation, none } from "@/lib/runtime/mutation";
import { createSlotFinder } from "./erased-slots";
import { describeErasure, describeRecord } from "./event";
import { describeRequest } from "./letter";
import { type BasisName, bases, formatSubject, type Subject, summarize } from "./model";
import { createPersonTest } from "./person-text";
import {
  type ErasableRow,
  type Erasure,
  findAbout,
  findErasure,
  findNextIdx,
  listHeld,
  readRows,
} from "./queries";

const lengthMin = 3;
const text = z
  .string()
  .trim()
  .min(lengthMin, { error: `must have ${lengthMin} characters or more` })
  .max(320);
const texts = z.array(text).max(20);

const requestSchema = z.strictObject({
  personId: text
    .refine((id) => !/^(system$|type:|api:)/.test(id), { error: "must be a person's id" })
    .nullable(),
  email: text.nullable(),
  name: text.nullable(),
  addresses: texts,
  also: texts,
  withOrigins: z.boolean(),
  basis: z.enum(Object.keys(bases) as [BasisName, ...BasisName[]], {
    error: "is needed: nothing is erased without a legal ground",
  }),
  reason: reasonSchema,
});

/** Asks for it; nothing goes before a second owner has looked and approved. */
export const requestErasure = mutation(
  "erasures:request",
  requestSchema,
  async (tx, ctx, { basis: basisName, reason, ...subject }) => {
    requireRecentProof(ctx);
    const { principal, scope } = ctx;
    if (principal.kind !== "user") throw peopleOnly();
    refuseUnclear(subject, reason);
    const basis = bases[basisName];
    const { organizationId } = scope;
    const belowIdx = await findNextIdx(tx, organizationId);
    const found = await findAbout(tx, scope, { subject, belowIdx });
    if (found.length === 0) throw new AppError("erasure.nothing_found");
    const id = randomUUID();
    await tx.insert(erasures).values({
      organizationId,
      id,
      subject: formatSubject(subject),
      basis,
      reason,
      belowIdx,
      requestedBy: principal.userId,
    });
    const { entryCount, fieldCount } = summarize(found);
    await queueMailToOwners(tx, {
      organizationId,
      subject: "An erasure waits for a second owner",
      letter: describeRequest(
        { basis, reason, entryCount },
        formatPublicLink(`/settings/retention/erasures/${id}`),
      ),
    });
    const more = { reason, entryCount, fieldCount };
    return {
      value: { id },
      event: describeErasure("log.erasure_requested", { id, basis }, more),
    };
  },
);

function refuseUnclear(subject: Subject, reason: string): void {
  const { personId, email, name, addresses, also } = subject;
  const isNobody =
    personId === null && email === null && name === null && addresses.length === 0;
  const errors: FieldError[] = [];
  if (isNobody && also.length === 0) {
    errors.push({ pointer: "/email", detail: "or another way to know them is needed" });
  }
  if (!isNobody && createPersonTest(subject)(reason)) {
    const detail = "must not name the person: the reason stays in the log";
    errors.push({ pointer: "/reason", detail });
  }
  if (errors.length > 0) throw new AppError("input.invalid", { errors });
}

const idSchema = z.strictObject({ id: z.uuid() });

/** The second owner's word; the worker erases within a minute. */
export const approveErasure = mutation(
  "erasures:approve",
  idSchema,
  async (tx, ctx, { id }) => {
    requireRecentProof(ctx);
    const { principal, scope } = ctx;
    if (principal.kind !== "user") throw peopleOnly();
    const { subject, ...erasure } = await findOpen(tx, ctx, id);
    if (principal.userId === erasure.requestedBy) {
      const detail = "a second owner approves what the first asked for";
      throw new AppError("access.denied", { detail });
    }
    if (erasure.approvedAt !== null) throw new AppError("erasure.decided");
    const found = await findAbout(tx, scope, { ...erasure, subject });
    const summary = summarize(found);
    const clientIds = summary.clients.map(({ clientId }) => clientId);
    const held = await listHeld(tx, scope.organizationId, clientIds);
    if (held.length > 0) throw new AppError("erasure.held");
    await tx
      .update(erasures)
      .set({ approvedBy: principal.userId, approvedAt: sql`clock_timestamp()` })
      .where(isErasure(erasure));
    return {
      value: summary,
      event: describeErasure("log.erasure_approved", erasure, summary),
    };
  },
);

export const withdrawErasure = mutation(
  "erasures:approve",
  idSchema,
  async (tx, ctx, { id }) => {
    const erasure = await findOpen(tx, ctx, id);
    await end(tx, erasure, "withdrawn");
    const { entryCount, fieldCount } = erasure;
    const counts = { entryCount, fieldCount };
    const event = describeErasure("log.erasure_withdrawn", erasure, counts);
    return { value: null, event };
  },
);

const batchSchema = z.strictObject({ id: z.uuid(), places: z.array(z.int()) });

/** Takes the values out of some entries, each with its record in the same transaction. */
export const eraseBatch = mutation(
  "erasures:apply",
  batchSchema,
  async (tx, ctx, { id, places }) => {
    const { organizationId } = ctx.scope;
    const { subject, ...erasure } = await findOpen(tx, ctx, id);
    const listSlots = createSlotFinder(subject);
    const parts = (await readRows(tx, organizationId, places)).flatMap((row) => {
      const slots = listSlots(row.fields);
      return slots.length === 0 ? [] : [{ row, slots }];
    });
    const records = await appendWithin(
      tx,
      ctx,
      parts.map(({ row, slots }) => ({
        event: describeRecord({ ...erasure, ...row, id, entryId: row.id, slots }),
        clientId: row.clientId,
      })),
    );
    const entries = parts.map((part, at) => describeErased(part, records[at]?.idx));
    await tx.execute(sql`select custody.erase_fields(
      ${organizationId}::uuid, ${id}::uuid, ${JSON.stringify(entries)}::text::json)`);
    return { value: entries.length, event: none("each record is an entry") };
  },
);

type Part = { row: ErasableRow; slots: number[] };

function describeErased({ row, slots }: Part, record: number | undefined) {
  const { salts, commitments } = eraseSlots(row.kept, slots);
  return {
    idx: row.idx,
    record,
    salts: salts.map(formatHex).join(""),
    leaves: slots.map((slot) => ({
      slot,
      hash: formatHex(commitments.get(slot) ?? new Uint8Array()),
    })),
  };
}

/** Ends an erasure that has nothing left to do; what it looked for is forgotten with it. */
export const completeErasure = mutation(
  "erasures:apply",
  idSchema,
  async (tx, ctx, { id }) => {
    const erasure = await findOpen(tx, ctx, id);
    await end(tx, erasure, "erased");
    await expireExports(tx, erasure.organizationId);
    const { entryCount, fieldCount } = erasure;
    const counts = { entryCount, fieldCount };
    return {
      value: counts,
      event: describeErasure("log.erasure_completed", erasure, counts),
    };
  },
);

async function findOpen(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<Erasure & { subject: Subject }> {
  const erasure = await findErasure(tx, ctx.scope.organizationId, id);
  if (!erasure) throw new AppError("resource.not_found");
  const { subject, endedAt } = erasure;
  if (endedAt !== null || subject === null) throw new AppError("erasure.decided");
  return { ...erasure, subject };
}

function isErasure({ organizationId, id }: Pick<Erasure, "organizationId" | "id">) {
  return and(
    eq(erasures.organizationId, organizationId),
    eq(erasures.id, id),
    isNull(erasures.endedAt),
  );
}

async function end(
  tx: Tx,
  erasure: Pick<Erasure, "organizationId" | "id">,
  outcome: "erased" | "withdrawn",
): Promise<void> {
  await tx
    .update(erasures)
    .set({ endedAt: sql`clock_timestamp()`, outcome, subject: null })
    .where(isErasure(erasure));
}

function peopleOnly(): AppError {
  return new AppError("access.denied", { detail: "two people decide an erasure" });
}

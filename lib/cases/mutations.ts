import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { caseNotes, casePins, cases } from "@/db/schema";
import { actorOf, type Ctx } from "@/lib/access/model";
import { findEntryWithin } from "@/lib/entries/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import type { JsonObject } from "@/lib/proof/json-value";
import { mutation, none } from "@/lib/runtime/mutation";
import {
  type Case,
  caseNameSchema,
  idSchema,
  noteSchema,
  notesMax,
  parseWallTime,
  pinsMax,
  reportTextSchema,
  type Turn,
} from "./model";
import { findCase, findOpenCase, listNotes, listPins, whereCase } from "./queries";
import { parseTurns, refuseTime } from "./turns";

export const openCase = mutation(
  "cases:write",
  z.strictObject({ name: caseNameSchema }),
  async (tx, ctx, { name }) => {
    const [row] = await tx
      .insert(cases)
      .values({
        organizationId: ctx.scope.organizationId,
        id: `case_${formatHex(drawRandomBytes(12))}`,
        name,
        author: actorOf(ctx.principal),
      })
      .returning();
    const { id } = row as Case;
    return { value: { id }, event: tellOfCase({ id, name }, "case.opened") };
  },
);

const wallTime = z.string().max(40);
const reportSchema = z.strictObject({
  id: idSchema,
  name: caseNameSchema,
  impact: reportTextSchema,
  cause: reportTextSchema,
  resolution: reportTextSchema,
  /** By the wall clock of `zone`; empty where nobody knows. */
  beganAt: wallTime,
  detectedAt: wallTime,
  fixedAt: wallTime,
  zone: z.string(),
});

/** What the report says; the entry has each text before and after. */
export const updateCase = mutation(
  "cases:write",
  reportSchema,
  async (tx, ctx, { id, zone, ...wanted }) => {
    const known = await requireOpen(tx, ctx, id);
    const next = { ...wanted, ...parseTurns(wanted, zone) };
    await tx.update(cases).set(next).where(whereCase(ctx.scope, id));
    const [before, after] = [
      describeReport(known),
      describeReport({ ...known, ...next }),
    ];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      return { value: null, event: none("nothing was changed") };
    }
    const event = {
      ...tellOfCase({ id, name: next.name }, "case.updated"),
      before,
      after,
    };
    return { value: null, event };
  },
);

const pinSchema = z.strictObject({
  id: idSchema,
  entryIds: z.array(z.string().max(64)).min(1, { error: "names no entry" }).max(pinsMax),
});

/** Entries that are pinned already stay as they are. */
export const pinEntries = mutation("cases:write", pinSchema, async (tx, ctx, input) => {
  const { id, entryIds } = input;
  const { scope } = ctx;
  const known = await requireOpen(tx, ctx, id);
  const pinned = new Set((await listPins(tx, scope, id)).map(({ entryId }) => entryId));
  const wanted = [...new Set(entryIds)].filter((entryId) => !pinned.has(entryId));
  if (pinned.size + wanted.length > pinsMax) throw new AppError("case.full");
  const events = [];
  for (const entryId of wanted) {
    const entry = await findEntryWithin(tx, scope, entryId);
    if (!entry) {
      const detail = `has no entry ${entryId} of this log`;
      throw new AppError("input.invalid", { errors: [{ pointer: "/entryIds", detail }] });
    }
    await tx.insert(casePins).values({
      organizationId: scope.organizationId,
      caseId: id,
      entryId,
      idx: entry.idx,
      author: actorOf(ctx.principal),
    });
    const event = tellOfCase(known, "case.entry_pinned", placeOf(entry));
    events.push({ event, clientId: null });
  }
  const event = events.length > 0 ? events : none("all were pinned already");
  return { value: { count: events.length }, event };
});

export const unpinEntry = mutation(
  "cases:write",
  z.strictObject({ id: idSchema, entryId: z.string().max(64) }),
  async (tx, ctx, { id, entryId }) => {
    const known = await requireOpen(tx, ctx, id);
    const [row] = await tx
      .delete(casePins)
      .where(
        and(
          eq(casePins.organizationId, ctx.scope.organizationId),
          eq(casePins.caseId, id),
          eq(casePins.entryId, entryId),
        ),
      )
      .returning();
    if (!row) {
      const unknown = { type: "entry", id: entryId };
      throw new AppError("resource.not_found", {
        detail: `No entry "${entryId}" in this case.`,
        unknown,
      });
    }
    const place = placeOf({ id: entryId, idx: row.idx });
    return { value: null, event: tellOfCase(known, "case.entry_unpinned", place) };
  },
);

const noteInput = z.strictObject({
  id: idSchema,
  note: noteSchema,
  happenedAt: wallTime,
  zone: z.string(),
});

export const addNote = mutation("cases:write", noteInput, async (tx, ctx, input) => {
  const { id, note, zone } = input;
  const known = await requireOpen(tx, ctx, id);
  const happenedAt = parseWallTime(input.happenedAt, zone);
  if (happenedAt === null) throw refuseTime("happenedAt", "is not a day and a time");
  const notes = await listNotes(tx, ctx.scope, id);
  if (notes.length >= notesMax) throw new AppError("case.full");
  const number = notes.length + 1;
  await tx.insert(caseNotes).values({
    organizationId: ctx.scope.organizationId,
    caseId: id,
    number,
    happenedAt,
    note,
    author: actorOf(ctx.principal),
  });
  const more = { note: { number, happened_at: happenedAt.toISOString(), text: note } };
  return { value: null, event: tellOfCase(known, "case.note_added", more) };
});

/** From here on nothing of it changes; its links and files stay. */
export const closeCase = mutation(
  "cases:write",
  z.strictObject({ id: idSchema }),
  async (tx, ctx, { id }) => {
    const known = await requireOpen(tx, ctx, id);
    await tx
      .update(cases)
      .set({ closedAt: sql`clock_timestamp()` })
      .where(whereCase(ctx.scope, id));
    return {
      value: null,
      event: tellOfCase(known, "case.closed", { report: describeReport(known) }),
    };
  },
);

async function requireOpen(tx: Tx, { scope }: Ctx, id: string): Promise<Case> {
  const found = await findOpenCase(tx, scope, id);
  if (found) return found;
  if (await findCase(tx, scope, id)) throw new AppError("case.over");
  throw unknownCase(id);
}

export function unknownCase(id: string): AppError {
  const unknown = { type: "case", id };
  return new AppError("resource.not_found", { detail: `No case "${id}".`, unknown });
}

function describeReport(
  told: Pick<Case, "name" | "impact" | "cause" | "resolution" | Turn>,
) {
  const { name, impact, cause, resolution, beganAt, detectedAt, fixedAt } = told;
  return {
    name,
    impact,
    cause,
    resolution,
    began_at: beganAt?.toISOString() ?? null,
    detected_at: detectedAt?.toISOString() ?? null,
    fixed_at: fixedAt?.toISOString() ?? null,
  };
}

function placeOf({ id, idx }: { id: string; idx: number }): JsonObject {
  return { entry: { id, idx } };
}

/** What happened to a case, in the words of its entry. */
export function tellOfCase(
  { id, name }: Pick<Case, "id" | "name">,
  action: string,
  metadata: JsonObject = {},
) {
  return { action, target: { type: "case", id, name }, metadata };
}

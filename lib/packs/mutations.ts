import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { evidencePacks, packDrafts } from "@/db/schema";
import { narrowToClient } from "@/lib/access/mint";
import { actorOf, type Ctx, isAllowed, type Scope } from "@/lib/access/model";
import { type ClientRow, findClientById, findNamedClient } from "@/lib/clients/queries";
import { findLogEnds } from "@/lib/entries/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { formatHex } from "@/lib/proof/bytes";
import { mutation, none } from "@/lib/runtime/mutation";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection } from "@/lib/segments/queries";
import {
  type Choices,
  type CountedSection,
  choicesSchema,
  isActive,
  noChoices,
  type Pack,
} from "./model";
import { nextQuarter, type Period, resolvePeriod } from "./period";
import type { Purpose } from "./purposes";
import { findPackWithin, parsePack, whereThisPack } from "./queries";
import { listSections } from "./sections";
import { selectSection } from "./selection";
import { tellPack } from "./told";

const activeMax = 5;

const draftSchema = z.strictObject({ choices: choicesSchema });

/** Keeps what somebody chose so far; it is nobody else's, and not in the log. */
export const saveDraft = mutation(
  "packs:create",
  draftSchema,
  async (tx, ctx, { choices }) => {
    await keepDraft(tx, ctx, choices);
    return { value: null, event: none("a draft is its author's alone") };
  },
);

async function keepDraft(tx: Tx, { scope, principal }: Ctx, choices: Choices) {
  if (principal.kind !== "user") throw new Error("only people have drafts");
  const { organizationId } = scope;
  const { userId } = principal;
  await tx
    .insert(packDrafts)
    .values({ organizationId, userId, choices })
    .onConflictDoUpdate({
      target: [packDrafts.organizationId, packDrafts.userId],
      set: { choices, changedAt: sql`clock_timestamp()` },
    });
}

/** What choices mean now: whose, from when to when, and how many entries of each section. */
export type FrozenPack = {
  client: ClientRow | null;
  purpose: Purpose;
  period: Period;
  zone: string;
  upto: number;
  sections: CountedSection[];
};

/** Throws `input.invalid` with what is still missing, at the fields that miss it. */
export async function freezePack(
  ctx: Pick<Ctx, "scope">,
  choices: Choices,
  organizationZone: string,
): Promise<FrozenPack> {
  const { purpose, clientSlug } = choices;
  const errors: FieldError[] = [];
  if (purpose === "") errors.push({ pointer: "/purpose", detail: "is not chosen yet" });
  const slug = clientSlug === "" ? null : clientSlug;
  const client = await readInScope(ctx.scope, (tx) => findNamedClient(tx, slug));
  if (purpose === "client_review" && client === null) {
    errors.push({ pointer: "/clientSlug", detail: "is needed: the pack is about it" });
  }
  const zone = client?.timeZone ?? organizationZone;
  const period = cutToNow(resolvePeriod(choices, zone));
  if (period === null) {
    const detail = "is a quarter that has begun, or a first day and a last day";
    errors.push({ pointer: "/period", detail });
  }
  const chosen = listSections(choices.sections);
  if (chosen.length === 0) {
    errors.push({ pointer: "/sections", detail: "needs one section or more" });
  }
  if (purpose === "" || period === null || errors.length > 0) {
    throw new AppError("input.invalid", { errors });
  }
  const scope = client === null ? ctx.scope : narrowToClient(ctx.scope, client.id);
  const { head: upto } = await findLogEnds(scope);
  const sections = await Promise.all(
    chosen.map(async ({ id, query }) => ({
      id,
      count: await countSelection(scope, selectSection(query, { ...period, upto })),
    })),
  );
  return { client, purpose, period, zone, upto, sections };
}

/** Nothing ends later than now, and what has not begun is no period. */
function cutToNow(period: Period | null): Period | null {
  if (period === null) return null;
  const now = formatInstant(instantOf(new Date())) ?? "";
  if (period.from >= now) return null;
  return period.to <= now
    ? period
    : { ...period, name: `${period.name} so far`, to: now };
}

/** Asks for a pack of what is there at this moment. */
export async function createPack(
  ctx: Ctx,
  { choices, zone }: { choices: Choices; zone: string },
): Promise<Pack> {
  const isOpen = isAllowed(ctx.principal, "packs:create");
  const frozen = isOpen ? await freezePack(ctx, choices, zone) : null;
  const { preparedFor, note } = choices;
  return insertPack(ctx, { frozen, preparedFor, note });
}

const packSchema = z.strictObject({
  frozen: z.custom<FrozenPack>().nullable(),
  preparedFor: choicesSchema.shape.preparedFor,
  note: choicesSchema.shape.note,
});

const insertPack = mutation("packs:create", packSchema, async (tx, ctx, input) => {
  const { frozen, preparedFor, note } = input;
  if (frozen === null) throw new Error("nothing was frozen");
  await refuseTooMany(tx, ctx.scope);
  const { client, purpose, period, zone, upto, sections } = frozen;
  const requester = actorOf(ctx.principal);
  const [row] = await tx
    .insert(evidencePacks)
    .values({
      organizationId: ctx.scope.organizationId,
      id: `pack_${formatHex(drawRandomBytes(12))}`,
      requesterId: requester.id ?? requester.type,
      requester,
      clientId: client?.id ?? null,
      purpose,
      sections,
      periodName: period.name,
      rangeFrom: period.from,
      rangeTo: period.to,
      zone,
      preparedFor,
      note,
      upto,
      createdAt: sql`date_trunc('second', clock_timestamp())`,
      entryCount: sections.reduce((sum, { count }) => sum + count, 0),
      parts: [],
    })
    .returning();
  if (!row) throw new Error("an insert returned no row");
  const pack = parsePack(row);
  if (ctx.principal.kind === "user") await keepDraft(tx, ctx, noChoices);
  return { value: pack, event: tellPack(pack, "evidence_pack.created") };
});

async function refuseTooMany(tx: Tx, { organizationId }: Scope): Promise<void> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(evidencePacks)
    .where(
      and(
        eq(evidencePacks.organizationId, organizationId),
        sql`state in ('queued', 'running')`,
      ),
    );
  if ((row?.count ?? 0) >= activeMax) throw new AppError("pack.too_many");
}

const byId = z.strictObject({ id: z.string().max(64) });

export const cancelPack = mutation("packs:create", byId, async (tx, ctx, { id }) => {
  const pack = await requirePack(tx, ctx, id);
  if (!isActive(pack)) throw new AppError("pack.over");
  await tx
    .update(evidencePacks)
    .set({ state: "cancelled", finishedAt: sql`clock_timestamp()` })
    .where(whereThisPack(pack));
  return { value: pack, event: tellPack(pack, "evidence_pack.cancelled") };
});

/** Writes it again, of the same moment: what failed, and what is no longer on the disk. */
export const rebuildPack = mutation("packs:create", byId, async (tx, ctx, { id }) => {
  const pack = await requirePack(tx, ctx, id);
  if (isActive(pack) || pack.removedAt !== null) throw new AppError("pack.over");
  await tx
    .update(evidencePacks)
    .set({
      state: "queued",
      attemptCount: 0,
      error: null,
      leasedUntil: null,
      finishedAt: null,
    })
    .where(whereThisPack(pack));
  const event = tellPack(pack, "evidence_pack.created", { again: true });
  return { value: pack, event };
});

/** Every download is an entry, before its first byte leaves. */
export const recordPackDownload = mutation(
  "packs:read",
  byId,
  async (tx, ctx, { id }) => {
    const pack = await requirePack(tx, ctx, id);
    if (pack.removedAt !== null) throw new AppError("pack.removed");
    if (pack.state !== "done") throw new AppError("pack.not_ready");
    const { sha256, bytes } = pack;
    const event = tellPack(pack, "evidence_pack.downloaded", { sha256, bytes });
    return { value: pack, event };
  },
);

/** The same pack of the quarter after, as a draft that somebody looks through first. */
export const draftNextPack = mutation("packs:create", byId, async (tx, ctx, { id }) => {
  const pack = await requirePack(tx, ctx, id);
  const { purpose, sections, preparedFor, note, clientId, periodName } = pack;
  const [, quarter = "", year = ""] = /^(Q[1-4]) (\d{4})/.exec(periodName) ?? [];
  const period = nextQuarter(`${year}-${quarter}`) ?? "";
  const clientSlug =
    clientId === null ? "" : ((await findClientById(tx, clientId))?.slug ?? "");
  const choices: Choices = {
    ...noChoices,
    purpose,
    clientSlug,
    period,
    sections: sections.map((section) => section.id),
    preparedFor,
    note,
  };
  await keepDraft(tx, ctx, choices);
  return { value: choices, event: none("a draft is its author's alone") };
});

async function requirePack(tx: Tx, { scope }: Ctx, id: string): Promise<Pack> {
  const pack = await findPackWithin(tx, scope, id);
  if (pack) return pack;
  const unknown = { type: "evidence_pack", id };
  throw new AppError("resource.not_found", { detail: `No pack "${id}".`, unknown });
}

import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { caseLinks } from "@/db/schema";
import { actorOf } from "@/lib/access/model";
import { drawToken, hashToken } from "@/lib/access/token";
import { idSchema } from "@/lib/cases/model";
import { tellOfCase, unknownCase } from "@/lib/cases/mutations";
import { findCase } from "@/lib/cases/queries";
import { drawRandomBytes } from "@/lib/entries/random";
import { AppError } from "@/lib/kit/errors";
import { formatHex } from "@/lib/proof/bytes";
import { mutation } from "@/lib/runtime/mutation";
import { linkDays, readerSchema } from "./model";

const wish = z.strictObject({
  id: idSchema,
  reader: readerSchema,
  days: z.enum(linkDays, { error: "is one of the three" }),
});

/** The token is returned once; only its digest is kept. */
export const createCaseLink = mutation("cases:share", wish, async (tx, ctx, input) => {
  const { id: caseId, reader, days } = input;
  const { organizationId } = ctx.scope;
  const known = await findCase(tx, ctx.scope, caseId);
  if (!known) throw unknownCase(caseId);
  const token = drawToken();
  const id = `link_${formatHex(drawRandomBytes(12))}`;
  const [row] = await tx
    .insert(caseLinks)
    .values({
      organizationId,
      id,
      caseId,
      tokenHash: Buffer.from(await hashToken(token)),
      reader,
      author: actorOf(ctx.principal),
      expiresAt: sql`clock_timestamp() + make_interval(days => ${Number(days)})`,
    })
    .returning({ expiresAt: caseLinks.expiresAt });
  const expires_at = row?.expiresAt.toISOString() ?? null;
  const link = { link: { id, reader, expires_at } };
  return {
    value: { id, token },
    event: tellOfCase(known, "case.link_created", link),
  };
});

const byId = z.strictObject({ id: idSchema, linkId: idSchema });

export const revokeCaseLink = mutation("cases:share", byId, async (tx, ctx, input) => {
  const { id: caseId, linkId } = input;
  const known = await findCase(tx, ctx.scope, caseId);
  if (!known) throw unknownCase(caseId);
  const [row] = await tx
    .update(caseLinks)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(caseLinks.organizationId, ctx.scope.organizationId),
        eq(caseLinks.caseId, caseId),
        eq(caseLinks.id, linkId),
        isNull(caseLinks.revokedAt),
      ),
    )
    .returning({ reader: caseLinks.reader });
  if (!row) {
    const unknown = { type: "case_link", id: linkId };
    throw new AppError("resource.not_found", { detail: "No such link.", unknown });
  }
  const link = { link: { id: linkId, reader: row.reader } };
  return { value: null, event: tellOfCase(known, "case.link_revoked", link) };
});

/** Somebody outside opened the link: counted and in the log before they see anything. */
export const recordLinkView = mutation(
  "cases:open_link",
  z.strictObject({ id: idSchema }),
  async (tx, ctx, { id }) => {
    const { organizationId } = ctx.scope;
    const [row] = await tx
      .update(caseLinks)
      .set({
        viewCount: sql`${caseLinks.viewCount} + 1`,
        viewedAt: sql`clock_timestamp()`,
      })
      .where(
        and(
          eq(caseLinks.organizationId, organizationId),
          eq(caseLinks.id, id),
          isNull(caseLinks.revokedAt),
          sql`${caseLinks.expiresAt} > clock_timestamp()`,
        ),
      )
      .returning({
        caseId: caseLinks.caseId,
        reader: caseLinks.reader,
        expiresAt: caseLinks.expiresAt,
        viewCount: caseLinks.viewCount,
      });
    const known = row && (await findCase(tx, ctx.scope, row.caseId));
    if (!known) throw new AppError("link.spent");
    const { reader, expiresAt, viewCount } = row;
    const link = { link: { id, reader, view_count: viewCount } };
    const event = {
      ...tellOfCase(known, "case.link_viewed", link),
      actor: { type: "user" as const, name: reader },
    };
    return { value: { reader, expiresAt, caseId: row.caseId }, event };
  },
);

/** A link that is over was opened; whoever holds it learns no more than that it is spent. */
export const recordSpentView = mutation(
  "cases:open_link",
  z.strictObject({ id: idSchema, caseId: idSchema }),
  async (tx, ctx, { id, caseId }) => {
    const known = await findCase(tx, ctx.scope, caseId);
    if (!known) throw new AppError("link.spent");
    const event = {
      ...tellOfCase(known, "case.link_viewed", { link: { id } }),
      actor: { type: "user" as const },
      outcome: "denied" as const,
      reason: "the link is over",
    };
    return { value: null, event };
  },
);

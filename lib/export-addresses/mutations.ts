import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { exportAddresses } from "@/db/schema";
import { actorOf } from "@/lib/access/model";
import { drawToken, hashToken } from "@/lib/access/token";
import { AppError } from "@/lib/kit/errors";
import { isMailAddress } from "@/lib/mail/address";
import { formatPublicLink, queueMail } from "@/lib/mail/mutations";
import { findOrganizationById } from "@/lib/organizations/queries";
import { mutation } from "@/lib/runtime/mutation";
import { formatAddressToken } from "./token";

const address = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isMailAddress, { error: "is not an address mail can go to" });

/** Asks somebody outside whether exports may come: nothing is sent before they say so. */
export const askAddress = mutation(
  "schedules:change",
  z.strictObject({ email: address }),
  async (tx, ctx, { email }) => {
    const { organizationId } = ctx.scope;
    const token = formatAddressToken(organizationId, drawToken());
    const asked = {
      tokenHash: Buffer.from(await hashToken(token)),
      askedBy: actorOf(ctx.principal),
      askedAt: sql`clock_timestamp()`,
      confirmedAt: null,
    };
    await tx
      .insert(exportAddresses)
      .values({ organizationId, email, ...asked })
      .onConflictDoUpdate({
        target: [exportAddresses.organizationId, exportAddresses.email],
        set: asked,
      });
    const organization = await findOrganizationById(tx, organizationId);
    await queueMail(tx, {
      organizationId,
      to: email,
      subject: "May exports of an audit log come to this address?",
      letter: {
        paragraphs: [
          `${organization?.name ?? "An organization"} would like to send exports of its audit log to this address.`,
          "Nothing is sent unless you agree. The link works for seven days and asks you to confirm.",
          "If you did not expect this, do nothing.",
        ],
        link: {
          label: "Look at the request",
          href: formatPublicLink(`/export-address/${token}`),
        },
      },
    });
    return {
      value: { email },
      event: {
        action: "export.address_asked",
        target: { type: "export_address", id: email, name: email },
      },
    };
  },
);

/** What the owner of the address says, by a post: a scanner that opens links confirms nothing. */
export const confirmAddress = mutation(
  "addresses:confirm",
  z.strictObject({ token: z.string().max(200) }),
  async (tx, ctx, { token }) => {
    const { organizationId } = ctx.scope;
    const [row] = await tx
      .update(exportAddresses)
      .set({ confirmedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(exportAddresses.organizationId, organizationId),
          eq(exportAddresses.tokenHash, Buffer.from(await hashToken(token))),
          isNull(exportAddresses.confirmedAt),
          sql`asked_at > clock_timestamp() - interval '7 days'`,
        ),
      )
      .returning({ email: exportAddresses.email });
    if (!row) throw new AppError("link.spent");
    const { email } = row;
    return {
      value: { email },
      event: {
        action: "export.address_confirmed",
        actor: { type: "user", email, name: email },
        target: { type: "export_address", id: email, name: email },
      },
    };
  },
);

export const removeAddress = mutation(
  "schedules:change",
  z.strictObject({ email: address }),
  async (tx, ctx, { email }) => {
    const rows = await tx
      .delete(exportAddresses)
      .where(
        and(
          eq(exportAddresses.organizationId, ctx.scope.organizationId),
          eq(exportAddresses.email, email),
        ),
      )
      .returning({ email: exportAddresses.email });
    if (rows.length === 0) throw new AppError("resource.not_found");
    return {
      value: null,
      event: {
        action: "export.address_removed",
        target: { type: "export_address", id: email, name: email },
      },
    };
  },
);

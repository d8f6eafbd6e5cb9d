import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { organizationLogos, organizations } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { AppError } from "@/lib/kit/errors";
import { colourPattern, describeContrast } from "@/lib/organizations/colour";
import { parseLogo } from "@/lib/organizations/logo";
import { nameSchema, timeZoneSchema } from "@/lib/organizations/mutations";
import { privilegedActionIds, reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation } from "@/lib/runtime/mutation";
import { findSettings } from "./queries";

export function colourFor(theme: "light" | "dark") {
  return z
    .string()
    .trim()
    .regex(colourPattern, { error: "must be a colour such as #0b6b43" })
    .superRefine((colour, context) => {
      const problem = colourPattern.test(colour) ? describeContrast(colour, theme) : null;
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .nullable();
}

export const updateOrganization = mutation(
  "organization:update",
  z.strictObject({
    name: nameSchema,
    timeZone: timeZoneSchema,
    brandLight: colourFor("light"),
    brandDark: colourFor("dark"),
    ...reasonFields,
  }),
  async (tx, ctx, input) => {
    const { name, timeZone, brandLight, brandDark, ...why } = input;
    const before = await findSettings(tx, ctx.scope.organizationId);
    const reason = await findReason(tx, ctx, "organization.updated", why);
    const change = { name, timeZone, brandLight, brandDark };
    await setOrganization(tx, ctx, change);
    const event = {
      ...tell(ctx, name, "organization.updated"),
      before: describe(before),
      after: describe(change),
      ...reason,
    };
    return { value: change, event };
  },
);

/** The image is judged by its own bytes and served as nothing but an image. */
export const updateLogo = mutation(
  "organization:update",
  z.strictObject({ content: z.instanceof(Uint8Array), ...reasonFields }),
  async (tx, ctx, { content, ...why }) => {
    const { organizationId } = ctx.scope;
    const parsed = parseLogo(content);
    if (!parsed.ok) {
      const errors = [{ pointer: "/logo", detail: parsed.reason }];
      throw new AppError("input.invalid", { errors });
    }
    const before = await findSettings(tx, organizationId);
    const reason = await findReason(tx, ctx, "organization.updated", why);
    const digest = createHash("sha256").update(content).digest("hex");
    const row = { ...parsed.value, content, digest, updatedAt: new Date() };
    await tx
      .insert(organizationLogos)
      .values({ organizationId, ...row })
      .onConflictDoUpdate({ target: organizationLogos.organizationId, set: row });
    const event = {
      ...tell(ctx, before.name, "settings.branding_changed"),
      before: { logo_sha256: before.logo?.digest ?? null },
      after: { logo_sha256: digest },
      ...reason,
    };
    return { value: digest, event };
  },
);

export const deleteLogo = mutation(
  "organization:update",
  z.strictObject(reasonFields),
  async (tx, ctx, why) => {
    const { organizationId } = ctx.scope;
    const before = await findSettings(tx, organizationId);
    const reason = await findReason(tx, ctx, "organization.updated", why);
    await tx
      .delete(organizationLogos)
      .where(eq(organizationLogos.organizationId, organizationId));
    const event = {
      ...tell(ctx, before.name, "settings.branding_changed"),
      before: { logo_sha256: before.logo?.digest ?? null },
      after: { logo_sha256: null },
      ...reason,
    };
    return { value: null, event };
  },
);

/** Which actions ask for a reason; asking less is itself an action that may ask for one. */
export const updateReasonRule = mutation(
  "organization:update",
  z.strictObject({
    reasonActions: z.array(z.enum(privilegedActionIds)),
    asksForTicket: z.boolean(),
    ...reasonFields,
  }),
  async (tx, ctx, { reasonActions, asksForTicket, ...why }) => {
    const before = await findSettings(tx, ctx.scope.organizationId);
    const reason = await findReason(tx, ctx, "organization.updated", why);
    await setOrganization(tx, ctx, { reasonActions, asksForTicket });
    const event = {
      ...tell(ctx, before.name, "settings.security_changed"),
      before: { reasons_for: before.reasonActions, ticket: before.asksForTicket },
      after: { reasons_for: reasonActions, ticket: asksForTicket },
      ...reason,
    };
    return { value: reasonActions, event };
  },
);

function tell({ scope }: Ctx, name: string, action: string) {
  return { action, target: { type: "organization", id: scope.organizationId, name } };
}

function describe(settings: {
  name: string;
  timeZone: string;
  brandLight: string | null;
  brandDark: string | null;
}) {
  const { name, timeZone, brandLight, brandDark } = settings;
  return {
    name,
    time_zone: timeZone,
    colour_light: brandLight,
    colour_dark: brandDark,
  };
}

async function setOrganization(
  tx: Tx,
  { scope }: Ctx,
  change: Partial<typeof organizations.$inferInsert>,
): Promise<void> {
  await tx
    .update(organizations)
    .set(change)
    .where(eq(organizations.id, scope.organizationId));
}

import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { clientLogos, clientPortals } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { categories } from "@/lib/catalogue/categories";
import { type ClientRow, findClientForUpdate } from "@/lib/clients/queries";
import { AppError } from "@/lib/kit/errors";
import { parseLogo } from "@/lib/organizations/logo";
import { nameSchema } from "@/lib/organizations/mutations";
import { mutation } from "@/lib/runtime/mutation";
import { colourFor } from "@/lib/settings/mutations";
import { staffNameForms } from "./choices";
import { findPortal, type Portal } from "./queries";

const known = categories.map(({ id }) => id as string);
const id = z.uuid();

const schema = z.strictObject({
  id,
  staffNames: z.enum(staffNameForms),
  showsAddresses: z.boolean(),
  showsNotes: z.boolean(),
  hiddenCategories: z.array(z.string().refine((one) => known.includes(one))),
  displayName: nameSchema.nullable(),
  brandLight: colourFor("light"),
  brandDark: colourFor("dark"),
});

/** What a client's portal shows and how it looks; it holds from its next page on. */
export const updatePortal = mutation(
  "portal:update",
  schema,
  async (tx, ctx, { id: clientId, ...change }) => {
    const { organizationId } = ctx.scope;
    const client = await findClientForUpdate(tx, ctx.scope, clientId);
    const before = await findPortal(tx, organizationId, clientId);
    const row = { ...change, updatedAt: sql`clock_timestamp()` };
    await tx
      .insert(clientPortals)
      .values({ organizationId, clientId, ...row })
      .onConflictDoUpdate({
        target: [clientPortals.organizationId, clientPortals.clientId],
        set: row,
      });
    const after = { choices: change, look: { ...before.look, ...change } };
    const told = { before: describe(before), after: describe(after) };
    return { value: client, event: tell(client, told) };
  },
);

/** The image is judged by its own bytes and served as nothing but an image. */
export const updateClientLogo = mutation(
  "portal:update",
  z.strictObject({ id, content: z.instanceof(Uint8Array) }),
  async (tx, ctx, { id: clientId, content }) => {
    const { organizationId } = ctx.scope;
    const client = await findClientForUpdate(tx, ctx.scope, clientId);
    const parsed = parseLogo(content);
    if (!parsed.ok) {
      const errors = [{ pointer: "/logo", detail: parsed.reason }];
      throw new AppError("input.invalid", { errors });
    }
    const { look } = await findPortal(tx, organizationId, clientId);
    const digest = createHash("sha256").update(content).digest("hex");
    const row = { ...parsed.value, content, digest, updatedAt: new Date() };
    await tx
      .insert(clientLogos)
      .values({ organizationId, clientId, ...row })
      .onConflictDoUpdate({
        target: [clientLogos.organizationId, clientLogos.clientId],
        set: row,
      });
    return { value: client, event: tell(client, logoChange(look, digest)) };
  },
);

export const deleteClientLogo = mutation(
  "portal:update",
  z.strictObject({ id }),
  async (tx, ctx, { id: clientId }) => {
    const { organizationId } = ctx.scope;
    const client = await findClientForUpdate(tx, ctx.scope, clientId);
    const { look } = await findPortal(tx, organizationId, clientId);
    await deleteLogo(tx, ctx, clientId);
    return { value: client, event: tell(client, logoChange(look, null)) };
  },
);

function deleteLogo(tx: Tx, { scope }: Ctx, clientId: string) {
  return tx
    .delete(clientLogos)
    .where(
      and(
        eq(clientLogos.organizationId, scope.organizationId),
        eq(clientLogos.clientId, clientId),
      ),
    );
}

function logoChange({ logo }: Portal["look"], digest: string | null) {
  return {
    before: { logo_sha256: logo?.digest ?? null },
    after: { logo_sha256: digest },
  };
}

function describe({ choices, look }: Pick<Portal, "choices" | "look">) {
  const { staffNames, showsAddresses, showsNotes, hiddenCategories } = choices;
  return {
    staff_names: staffNames,
    shows_ip_addresses: showsAddresses,
    shows_internal_notes: showsNotes,
    hidden_categories: hiddenCategories,
    display_name: look.displayName,
    colour_light: look.brandLight,
    colour_dark: look.brandDark,
  };
}

type Change = { before: ReturnType<typeof describe>; after: ReturnType<typeof describe> };

function tell(
  { id: clientId, name }: ClientRow,
  change: Change | ReturnType<typeof logoChange>,
) {
  const target = { type: "client", id: clientId, name };
  return { event: { action: "client.portal_changed", target, ...change }, clientId };
}

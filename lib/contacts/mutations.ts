import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { contacts } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { findClientForUpdate } from "@/lib/clients/queries";
import type { EventInput } from "@/lib/entries/model";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { emailSchema } from "@/lib/people/mutations";
import { closePortal, openPortal } from "@/lib/portal-access/mutations";
import { reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation } from "@/lib/runtime/mutation";
import { type Contact, findContact } from "./queries";

const fields = {
  name: nameSchema,
  email: emailSchema.nullable(),
  phone: z.string().trim().max(50).nullable(),
  jobTitle: z.string().trim().max(200).nullable(),
};

export const createContact = mutation(
  "contacts:update",
  z.strictObject({ clientId: z.uuid(), ...fields }),
  async (tx, ctx, { clientId, ...given }) => {
    const { organizationId } = ctx.scope;
    await findClientForUpdate(tx, ctx.scope, clientId);
    const id = randomUUID();
    await tx.insert(contacts).values({ organizationId, id, clientId, ...given });
    const contact = { id, clientId, ...given };
    return {
      value: contact,
      event: tell("contact.created", contact, { after: describe(given) }),
    };
  },
);

/** Who may look into the portal is known by address: it is kept while that is granted. */
export const updateContact = mutation(
  "contacts:update",
  z.strictObject({ id: z.uuid(), ...fields }),
  async (tx, ctx, { id, ...given }) => {
    const contact = await findContact(tx, ctx.scope, id);
    if (contact.portalGrantedAt !== null && given.email !== contact.email) {
      const detail = "cannot change while portal access is granted; revoke it first";
      throw new AppError("input.invalid", { errors: [{ pointer: "/email", detail }] });
    }
    await setContact(tx, ctx, id, given);
    const changes = { before: describe(contact), after: describe(given) };
    return {
      value: contact,
      event: tell("contact.updated", { ...contact, name: given.name }, changes),
    };
  },
);

export const deleteContact = mutation(
  "contacts:update",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    const contact = await findContact(tx, ctx.scope, id);
    await closePortal(tx, ctx.scope.organizationId, id);
    await tx.delete(contacts).where(isContact(ctx, id));
    const hadAccess = contact.portalGrantedAt !== null;
    const before = { ...describe(contact), portal_access: hadAccess };
    return { value: contact, event: tell("contact.deleted", contact, { before }) };
  },
);

export const grantPortalAccess = mutation(
  "portal:grant",
  z.strictObject({ id: z.uuid(), ...reasonFields }),
  async (tx, ctx, { id, ...why }) => {
    const contact = await findContact(tx, ctx.scope, id);
    if (contact.email === null) {
      const detail = "A contact needs an e-mail address to sign in to the portal with.";
      throw new AppError("input.invalid", { detail });
    }
    const reason = await findReason(tx, ctx, "contact.portal_access_granted", why);
    await openPortal(tx, ctx, { ...contact, email: contact.email });
    await setContact(tx, ctx, id, { portalGrantedAt: new Date() });
    return {
      value: contact,
      event: tell("contact.portal_access_granted", contact, {
        before: { portal_access: contact.portalGrantedAt !== null },
        after: { portal_access: true },
        ...reason,
      }),
    };
  },
);

export const revokePortalAccess = mutation(
  "portal:grant",
  z.strictObject({ id: z.uuid() }),
  async (tx, ctx, { id }) => {
    const contact = await findContact(tx, ctx.scope, id);
    await setContact(tx, ctx, id, { portalGrantedAt: null });
    const ended = await closePortal(tx, ctx.scope.organizationId, id);
    return {
      value: contact,
      event: tell("contact.portal_access_revoked", contact, {
        before: { portal_access: contact.portalGrantedAt !== null },
        after: { portal_access: false },
        metadata: { sessions_ended: ended },
      }),
    };
  },
);

function describe(contact: Pick<Contact, "name" | "email" | "phone" | "jobTitle">) {
  const { name, email, phone, jobTitle } = contact;
  return { name, email, phone, job_title: jobTitle };
}

function tell(
  action: string,
  { id, name, clientId }: Pick<Contact, "id" | "name" | "clientId">,
  facts: Partial<EventInput>,
) {
  return { event: { action, target: { type: "contact", id, name }, ...facts }, clientId };
}

function isContact({ scope }: Ctx, id: string) {
  return and(eq(contacts.organizationId, scope.organizationId), eq(contacts.id, id));
}

async function setContact(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Partial<typeof contacts.$inferInsert>,
): Promise<void> {
  await tx.update(contacts).set(change).where(isContact(ctx, id));
}

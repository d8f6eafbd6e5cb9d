import { notFound } from "next/navigation";
import { gateClientPage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import type { ClientRow } from "@/lib/clients/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { findReasonRule } from "@/lib/reasons/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type Contact, listContacts } from "./queries";

export type ContactsPage = {
  client: ClientRow;
  contacts: Contact[];
  mayUpdate: boolean;
  mayGrant: boolean;
  asked: Asked;
  forms: Record<"grant" | "revoke" | "delete", FormState>;
};

export async function loadContacts(slug: string): Promise<ContactsPage> {
  const { ctx, client } = await gateClientPage("contacts:read", slug);
  const { scope, principal } = ctx;
  const [contacts, rule] = await readInScope(scope, async (tx) => [
    await listContacts(tx, scope, client.id),
    await findReasonRule(tx, scope.organizationId),
  ]);
  return {
    client,
    contacts,
    mayUpdate: isAllowed(principal, "contacts:update"),
    mayGrant: isAllowed(principal, "portal:grant"),
    asked: askedOf(rule, "contact.portal_access_granted"),
    forms: {
      grant: await loadForm("portal-grant"),
      revoke: await loadForm("portal-revoke"),
      delete: await loadForm("contact-delete"),
    },
  };
}

export type ContactPage = { client: ClientRow; contact: Contact | null; form: FormState };

/** A contact to edit; without an id a new one. */
export async function loadContact(slug: string, id: string | null): Promise<ContactPage> {
  const { ctx, client } = await gateClientPage("contacts:update", slug);
  if (id === null) return { client, contact: null, form: await loadForm("contact") };
  const contacts = await readInScope(ctx.scope, (tx) =>
    listContacts(tx, ctx.scope, client.id),
  );
  const contact = contacts.find((one) => one.id === id);
  if (!contact) notFound();
  const { name, email, phone, jobTitle } = contact;
  const form = await loadForm("contact", { name, email, phone, jobTitle });
  return { client, contact, form };
}

import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contacts } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { AppError } from "@/lib/kit/errors";

export type Contact = {
  id: string;
  clientId: string;
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  portalGrantedAt: Date | null;
};

const columns = {
  id: contacts.id,
  clientId: contacts.clientId,
  name: contacts.name,
  email: contacts.email,
  phone: contacts.phone,
  jobTitle: contacts.jobTitle,
  portalGrantedAt: contacts.portalGrantedAt,
};

export function listContacts(
  tx: Tx,
  { organizationId }: Scope,
  clientId: string,
): Promise<Contact[]> {
  return tx
    .select(columns)
    .from(contacts)
    .where(
      and(eq(contacts.organizationId, organizationId), eq(contacts.clientId, clientId)),
    )
    .orderBy(asc(contacts.name));
}

/** A contact of a client that the one who acts may know of. Throws 404. */
export async function findContact(
  tx: Tx,
  { organizationId, own }: Scope,
  id: string,
): Promise<Contact> {
  const [row] = await tx
    .select(columns)
    .from(contacts)
    .where(and(eq(contacts.organizationId, organizationId), eq(contacts.id, id)));
  if (!row || (own !== null && !own.clientIds.includes(row.clientId))) {
    throw new AppError("resource.not_found", { detail: "There is no such contact." });
  }
  return row;
}

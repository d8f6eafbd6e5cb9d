import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, contacts, organizations } from "@/db/schema";

export type HeadReader = { clientId: string; client: string; email: string };

/** Who gets heads by mail, by client; nobody where the organization switched it off. */
export async function listHeadReaders(
  tx: Tx,
  organizationId: string,
): Promise<HeadReader[]> {
  const rows = await tx
    .select({ clientId: clients.id, client: clients.name, email: contacts.email })
    .from(contacts)
    .innerJoin(
      clients,
      and(
        eq(clients.organizationId, contacts.organizationId),
        eq(clients.id, contacts.clientId),
      ),
    )
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(
      and(
        eq(contacts.organizationId, organizationId),
        eq(organizations.sendsHeads, true),
        isNotNull(contacts.portalGrantedAt),
        isNull(clients.archivedAt),
      ),
    )
    .orderBy(asc(clients.name), asc(contacts.email));
  return rows.flatMap(({ email, ...row }) => (email === null ? [] : [{ ...row, email }]));
}

export async function findHeadSetting(
  tx: Tx,
  organizationId: string,
): Promise<{ name: string; sendsHeads: boolean }> {
  const [row] = await tx
    .select({ name: organizations.name, sendsHeads: organizations.sendsHeads })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Error("the organization in scope is not there");
  return row;
}

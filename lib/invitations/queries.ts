import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { invitations } from "@/db/schema";
import type { Role } from "@/lib/access/policy";
import { hashToken } from "@/lib/access/token";

export type FoundInvitation = {
  id: string;
  organizationId: string;
  organizationName: string;
  email: string;
  name: string;
  role: Role;
  /** Neither accepted nor withdrawn nor expired. */
  isOpen: boolean;
  /** Who has an account under this address already. */
  userId: string | null;
};

/** Whose invitation this is, before anybody is signed in; a token that never was finds null. */
export async function findInvitation(token: string): Promise<FoundInvitation | null> {
  const hash = await hashToken(token);
  const [row] = await getDatabase().execute<FoundInvitation>(sql`
    select id, organization_id as "organizationId", organization_name as "organizationName",
      email, name, role, is_open as "isOpen", user_id as "userId"
    from custody.find_invitation(${hash})`);
  return row ?? null;
}

export type Invitation = {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
};

/** Those that nobody has accepted or withdrawn; a past end is shown, not left out. */
export async function listOpenInvitations(
  tx: Tx,
  organizationId: string,
): Promise<Invitation[]> {
  const rows = await tx
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .orderBy(desc(invitations.createdAt));
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

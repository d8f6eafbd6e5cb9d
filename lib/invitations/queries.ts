import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
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

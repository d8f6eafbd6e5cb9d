import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import type { Role } from "@/lib/access/policy";

export type Membership = { id: string; name: string; role: Role };

/** The organizations in which whose session this is may sign in now. */
export async function listOrganizationsOf(sessionId: string): Promise<Membership[]> {
  const rows = await getDatabase().execute<Membership>(sql`
    select id, name, role from custody.list_organizations_of_session(${sessionId})`);
  return [...rows];
}

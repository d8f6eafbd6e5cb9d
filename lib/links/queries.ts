import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { hashToken } from "@/lib/access/token";
import type { Purpose } from "./letter";

export type FoundLink = {
  organizationId: string;
  userId: string;
  purpose: Purpose;
  /** Neither used nor too old. */
  isOpen: boolean;
};

/** Whose link this is, before anybody is signed in. Looking at it does not use it (T-69). */
export async function findLink(token: string): Promise<FoundLink | null> {
  const [row] = await getDatabase().execute<FoundLink>(sql`
    select organization_id as "organizationId", user_id as "userId", purpose,
      is_open as "isOpen"
    from custody.find_link(${await hashToken(token)})`);
  return row ?? null;
}

import { and, asc, eq, isNull } from "drizzle-orm";
import { clients, legalHolds, users } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";

export type Hold = {
  id: string;
  clientName: string | null;
  reason: string;
  setByName: string | null;
  setAt: string;
};

/** Holds that are in force, the oldest first. */
export function listHolds(scope: Scope): Promise<Hold[]> {
  const { organizationId } = scope;
  return readInScope(scope, (tx) =>
    tx
      .select({
        id: legalHolds.id,
        clientName: clients.name,
        reason: legalHolds.reason,
        setByName: users.name,
        setAt: legalHolds.setAt,
      })
      .from(legalHolds)
      .leftJoin(
        clients,
        and(
          eq(clients.organizationId, legalHolds.organizationId),
          eq(clients.id, legalHolds.clientId),
        ),
      )
      .leftJoin(users, eq(users.id, legalHolds.setBy))
      .where(
        and(eq(legalHolds.organizationId, organizationId), isNull(legalHolds.releasedAt)),
      )
      .orderBy(asc(legalHolds.setAt)),
  );
}

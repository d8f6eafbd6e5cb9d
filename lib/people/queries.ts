import { and, asc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema";
import type { Role } from "@/lib/access/policy";

export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  isDisabled: boolean;
};

export async function listPeople(tx: Tx, organizationId: string): Promise<Person[]> {
  const rows = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joinedAt: memberships.createdAt,
      disabledAt: users.disabledAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.organizationId, organizationId))
    .orderBy(asc(users.name));
  return rows.map(({ disabledAt, role, ...row }) => ({
    ...row,
    role: role as Role,
    isDisabled: disabledAt !== null,
  }));
}

/** Where mail to the owners of an organization goes. */
export async function listOwnerAddresses(
  tx: Tx,
  organizationId: string,
): Promise<string[]> {
  const rows = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.role, "owner"),
        isNull(users.disabledAt),
      ),
    );
  return rows.map(({ email }) => email);
}

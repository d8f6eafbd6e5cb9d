import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, sessions, users } from "@/db/schema";
import type { Role } from "@/lib/access/policy";

export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  disabledAt: Date | null;
};

export type SessionFacts = {
  /** As entries name it: enough to tell sessions apart, too little to take one over. */
  id: string;
  userId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  ip: string | null;
  userAgent: string | null;
};

const sessionsMax = 50;
const shownId = sql<string>`left(${sessions.id}, 16)`;
const sessionColumns = {
  id: shownId,
  userId: sessions.userId,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  revokedAt: sessions.revokedAt,
  ip: sessions.ip,
  userAgent: sessions.userAgent,
};

/** A person of the organization in scope, by id or e-mail address. */
export async function findMember(
  tx: Tx,
  organizationId: string,
  name: string,
): Promise<Member | null> {
  const [row] = await tx
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
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        sql`(${users.id}::text = ${name} or ${users.email} = ${name.toLowerCase()})`,
      ),
    );
  return row ? { ...row, role: row.role as Role } : null;
}

export async function listSessionsOf(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<SessionFacts[]> {
  return tx
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.organizationId, organizationId), eq(sessions.userId, userId)))
    .orderBy(desc(sessions.createdAt))
    .limit(sessionsMax);
}

export async function findSessionFacts(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<SessionFacts | null> {
  const [row] = await tx
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.organizationId, organizationId), eq(shownId, id)));
  return row ?? null;
}

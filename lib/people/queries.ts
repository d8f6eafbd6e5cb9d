import { and, asc, count, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  clientAssignments,
  clients,
  memberships,
  organizations,
  sessions,
  users,
} from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";
import { AppError } from "@/lib/kit/errors";
import { describeHandsOff, type Member } from "./members";

export type Person = Member & {
  joinedAt: Date;
  lastSeenAt: Date | null;
  seesWholeLog: boolean;
  clients: { id: string; slug: string; name: string }[];
};

const columns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: memberships.role,
  joinedAt: memberships.createdAt,
  seesWholeLog: memberships.seesWholeLog,
  disabledAt:
    sql<Date | null>`coalesce(${users.disabledAt}, ${memberships.disabledAt})`.mapWith(
      users.disabledAt,
    ),
  expiresAt: memberships.expiresAt,
};

/** Everybody with a role here, with the clients they look after and when they were seen. */
export async function listPeople(tx: Tx, organizationId: string): Promise<Person[]> {
  const rows = await tx
    .select({ ...columns, lastSeenAt: lastSeenOf(organizationId) })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(isStaff(organizationId))
    .orderBy(sql`lower(${users.name})`, asc(users.email));
  const assigned = await tx
    .select({
      userId: clientAssignments.userId,
      id: clients.id,
      slug: clients.slug,
      name: clients.name,
    })
    .from(clientAssignments)
    .innerJoin(
      clients,
      and(
        eq(clients.organizationId, clientAssignments.organizationId),
        eq(clients.id, clientAssignments.clientId),
      ),
    )
    .where(eq(clientAssignments.organizationId, organizationId))
    .orderBy(asc(clients.name));
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    clients: assigned
      .filter(({ userId }) => userId === row.id)
      .map(({ userId: _userId, ...client }) => client),
  }));
}

/** Contacts who look into a portal are people of a client, not of the organization. */
function isStaff(organizationId: string) {
  return and(
    eq(memberships.organizationId, organizationId),
    ne(memberships.role, "portal"),
  );
}

export async function findPerson(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Person | null> {
  const people = await listPeople(tx, organizationId);
  return people.find((person) => person.id === id) ?? null;
}

function lastSeenOf(organizationId: string) {
  return sql<Date | null>`(select max(${sessions.lastSeenAt}) from ${sessions}
    where ${sessions.userId} = ${users.id}
      and ${sessions.organizationId} = ${organizationId}::uuid)`.mapWith(
    sessions.lastSeenAt,
  );
}

type MemberRow = Member & { seesWholeLog: boolean };

/**
 * Somebody of this organization whom the one who acts may change. People of one organization
 * are changed one at a time, so what is read here still holds at the commit.
 * Throws 404, or `access.denied` for an owner that is not theirs to touch.
 */
export async function findTouchable(
  tx: Tx,
  { scope, principal }: Ctx,
  id: string,
): Promise<MemberRow> {
  const { organizationId } = scope;
  await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for("no key update");
  const [row] = await tx
    .select(columns)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(isStaff(organizationId), eq(users.id, id)));
  if (!row)
    throw new AppError("resource.not_found", { detail: "Nobody here has this id." });
  const member = { ...row, role: row.role as Role };
  const problem = describeHandsOff(principal, member);
  if (problem !== null) throw new AppError("access.denied", { detail: problem });
  return member;
}

/** Guarded by "the last owner stays, also against two requests at once (T-20)". */
export async function requireOwnerBeside(
  tx: Tx,
  { scope }: Ctx,
  member: Member,
): Promise<void> {
  if (member.role !== "owner") return;
  const [others] = await tx
    .select({ count: count() })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.organizationId, scope.organizationId),
        eq(memberships.role, "owner"),
        ne(memberships.userId, member.id),
        isNull(memberships.disabledAt),
        isNull(users.disabledAt),
      ),
    );
  if (others && others.count > 0) return;
  throw new AppError("access.denied", { detail: "the last owner stays an owner" });
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
        isNull(memberships.disabledAt),
        isNull(users.disabledAt),
      ),
    );
  return rows.map(({ email }) => email);
}

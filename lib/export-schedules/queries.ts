import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import { exportSchedules, exportSends, memberships, users } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { policy, type Role } from "@/lib/access/policy";
import { readInScope } from "@/lib/runtime/transaction";
import type { LastSend, ListedSchedule, Schedule } from "./model";

export function listSchedules(scope: Scope): Promise<ListedSchedule[]> {
  const { organizationId } = scope;
  return readInScope(scope, async (tx) => {
    const rows = await tx
      .select()
      .from(exportSchedules)
      .where(eq(exportSchedules.organizationId, organizationId))
      .orderBy(asc(exportSchedules.name), asc(exportSchedules.id));
    const sends = await tx
      .selectDistinctOn([exportSends.scheduleId])
      .from(exportSends)
      .where(eq(exportSends.organizationId, organizationId))
      .orderBy(exportSends.scheduleId, desc(exportSends.dueAt));
    return rows.map((row) => {
      const last = sends.find(({ scheduleId }) => scheduleId === row.id);
      return { ...(row as Schedule), last: (last as LastSend | undefined) ?? null };
    });
  });
}

export function whereSchedule({
  organizationId,
  id,
}: {
  organizationId: string;
  id: string;
}) {
  return and(
    eq(exportSchedules.organizationId, organizationId),
    eq(exportSchedules.id, id),
  );
}

export async function findScheduleWithin(
  tx: Tx,
  place: { organizationId: string; id: string },
): Promise<Schedule | null> {
  const [row] = await tx.select().from(exportSchedules).where(whereSchedule(place));
  return row ? (row as Schedule) : null;
}

export function findSchedule(scope: Scope, id: string): Promise<Schedule | null> {
  const { organizationId } = scope;
  return readInScope(scope, (tx) => findScheduleWithin(tx, { organizationId, id }));
}

/** Of every organization: only the worker's login sees them. */
export async function listDueSchedules(): Promise<Schedule[]> {
  const rows = await getDatabase()
    .select()
    .from(exportSchedules)
    .where(sql`state = 'active' and next_at <= clock_timestamp()`)
    .orderBy(exportSchedules.nextAt)
    .limit(20);
  return rows.map((row) => row as Schedule);
}

/** Who may keep a schedule going, by their id and where they are here now. */
export async function isKeeperHere(
  tx: Tx,
  { organizationId, creatorId }: Pick<Schedule, "organizationId" | "creatorId">,
): Promise<boolean> {
  const rows = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(whereHere(organizationId), eq(users.id, creatorId)));
  const { roles } = policy["schedules:change"];
  return rows.some(({ role }) => roles.includes(role as Role));
}

/** Addresses of people who have access to the organization now. */
export async function listStaffAddresses(
  tx: Tx,
  organizationId: string,
): Promise<string[]> {
  const rows = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(whereHere(organizationId));
  return rows.map(({ email }) => email.toLowerCase());
}

function whereHere(organizationId: string) {
  return and(
    eq(memberships.organizationId, organizationId),
    isNull(memberships.disabledAt),
    isNull(users.disabledAt),
    sql`(${memberships.expiresAt} is null or ${memberships.expiresAt} > clock_timestamp())`,
  );
}

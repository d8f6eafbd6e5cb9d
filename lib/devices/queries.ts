import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { entries, sessions } from "@/db/schema";

export type DeviceSession = {
  /** What the log calls it: never the id that the cookie holds. */
  publicId: string;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string | null;
  userAgent: string | null;
  method: string;
  isThisOne: boolean;
};

const publicId = sql<string>`left(${sessions.id}, 16)`;

export function isPublicId(id: string) {
  return eq(publicId, id);
}

const isOpen = and(
  isNull(sessions.revokedAt),
  gt(sessions.expiresAt, sql`clock_timestamp()`),
  eq(sessions.stage, "full"),
);

export async function listOpenSessions(
  tx: Tx,
  userId: string,
  currentId: string,
): Promise<DeviceSession[]> {
  return tx
    .select({
      publicId,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      method: sessions.method,
      isThisOne: sql<boolean>`${sessions.id} = ${currentId}`,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isOpen))
    .orderBy(desc(sessions.lastSeenAt));
}

const namedEntriesMax = 200;

/** What was done in a session: entries older than it are not looked at. */
export async function listEntriesOf(
  tx: Tx,
  organizationId: string,
  session: { publicId: string; createdAt: Date },
): Promise<{ id: string; idx: number }[]> {
  const since = session.createdAt.toISOString();
  return tx
    .select({ id: entries.id, idx: entries.idx })
    .from(entries)
    .where(
      and(
        eq(entries.organizationId, organizationId),
        sql`${entries.idx} >= custody.find_idx(${organizationId}::uuid, ${since}::timestamptz)`,
        eq(entries.sessionId, session.publicId),
      ),
    )
    .orderBy(entries.idx)
    .limit(namedEntriesMax);
}

import { and, count, desc, eq, gt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { feedback } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import type { Feedback, Topic } from "./model";

const shownMax = 200;

const columns = {
  id: feedback.id,
  userId: feedback.userId,
  userName: feedback.userName,
  topic: feedback.topic,
  message: feedback.message,
  createdAt: feedback.createdAt,
};

/** Newest first; of one person alone where `userId` says so. */
export function listFeedback(scope: Scope, userId: string | null): Promise<Feedback[]> {
  return readInScope(scope, async (tx) => {
    const isOwn = userId === null ? undefined : eq(feedback.userId, userId);
    const rows = await tx
      .select(columns)
      .from(feedback)
      .where(and(eq(feedback.organizationId, scope.organizationId), isOwn))
      .orderBy(desc(feedback.createdAt), desc(feedback.id))
      .limit(shownMax);
    return rows.map(parse);
  });
}

export async function findFeedback(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Feedback | null> {
  const [row] = await tx
    .select(columns)
    .from(feedback)
    .where(and(eq(feedback.organizationId, scope.organizationId), eq(feedback.id, id)));
  return row ? parse(row) : null;
}

/** How much somebody sent within the hour. */
export async function countRecent(tx: Tx, scope: Scope, userId: string): Promise<number> {
  const [row] = await tx
    .select({ sent: count() })
    .from(feedback)
    .where(
      and(
        eq(feedback.organizationId, scope.organizationId),
        eq(feedback.userId, userId),
        gt(feedback.createdAt, sql`now() - interval '1 hour'`),
      ),
    );
  return row?.sent ?? 0;
}

function parse(row: Omit<Feedback, "topic"> & { topic: string }): Feedback {
  return { ...row, topic: row.topic as Topic };
}

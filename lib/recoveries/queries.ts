import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { rateLimits, secondFactors } from "@/db/schema";
import { limits } from "@/lib/access/limits";
import { formatAttemptKey } from "@/lib/runtime/limiter";

export type SignInState = {
  hasSecondFactor: boolean;
  secondFactorSince: Date | null;
  /** Failed attempts keep strangers, or everybody, waiting until then; null when none do. */
  lockedUntil: Date | null;
};

/** How somebody's way in stands now: their second factor, and whether they are locked out. */
export async function findSignInState(
  tx: Tx,
  person: { id: string; email: string },
): Promise<SignInState> {
  const [factor] = await tx
    .select({ since: secondFactors.confirmedAt })
    .from(secondFactors)
    .where(
      and(eq(secondFactors.userId, person.id), isNotNull(secondFactors.confirmedAt)),
    );
  const waits = await Promise.all(
    limitsOf(person).map(async ({ key, attemptsMax }) => {
      const [row] = await tx
        .select({ expire: rateLimits.expire })
        .from(rateLimits)
        .where(
          and(
            eq(rateLimits.key, key),
            sql`${rateLimits.points} > ${attemptsMax}`,
            sql`${rateLimits.expire} > extract(epoch from clock_timestamp()) * 1000`,
          ),
        );
      return row?.expire ?? 0;
    }),
  );
  const until = Math.max(...waits);
  return {
    hasSecondFactor: factor !== undefined,
    secondFactorSince: factor?.since ?? null,
    lockedUntil: until === 0 ? null : new Date(until),
  };
}

/** What counts against one person alone: their address at the door, their codes after it. */
export function limitsOf({ id, email }: { id: string; email: string }) {
  return [
    { ...limits.account, key: formatAttemptKey(limits.account, email) },
    { ...limits.code, key: formatAttemptKey(limits.code, id) },
  ];
}

/** Whether an organization of this person asks a second factor of them, wherever they act. */
export async function isFactorNeeded(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx.execute<{ isNeeded: boolean | null }>(sql`
    select bool_or(needs_second_factor) as "isNeeded"
    from custody.find_arrivals(null, ${userId}::uuid)`);
  return row?.isNeeded ?? false;
}

export async function isKnownElsewhere(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx.execute<{ isElsewhere: boolean }>(sql`
    select count(distinct organization_id) > 1 as "isElsewhere"
    from custody.find_arrivals(null, ${userId}::uuid)`);
  return row?.isElsewhere ?? false;
}

/**
 * Guarantees: attempts are counted in the database, so that every instance counts the same;
 * without the database each instance still counts for itself.
 * Does not: know what is attempted, or keep the key in the clear: rows hold its digest.
 */
import { createHash } from "node:crypto";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { getDatabase } from "@/db/client";
import type { Limit } from "@/lib/access/limits";

type Query = { text: string; values: (string | number | null)[] };

/** What the store asks for, on the pool that every page uses. */
const store = {
  query: async ({ text, values }: Query) => {
    const rows = await getDatabase().$client.unsafe(text, values);
    return { rows, rowCount: rows.count };
  },
};

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf({ name, attemptsMax, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  const options = { keyPrefix: name, points: attemptsMax, duration: seconds };
  const made = new RateLimiterPostgres({
    ...options,
    storeClient: store,
    storeType: "client",
    schemaName: "custody",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  limiters.set(name, made);
  return made;
}

/**
 * countAttempt counts one attempt and returns null, or how many seconds to wait when there
 * were too many. It counts before anything is checked, so parallel attempts gain nothing.
 */
export async function countAttempt(limit: Limit, key: string): Promise<number | null> {
  try {
    await limiterOf(limit).consume(digest(key));
    return null;
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown;
    return Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
  }
}

/** forgetAttempts lets a key begin anew: its owner has shown who they are. */
export async function forgetAttempts(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).delete(digest(key));
}

/** returnAttempt takes back one attempt that turned out to be right. */
export async function returnAttempt(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).reward(digest(key));
}

/** formatAttemptKey names the row that holds a key's count, for who reads or clears it. */
export function formatAttemptKey({ name }: Limit, key: string): string {
  return `${name}:${digest(key)}`;
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

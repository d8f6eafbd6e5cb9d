/**
 * Guarantees: every query runs in a transaction whose row security was narrowed to one
 * organization (and, where the scope names one, one client) before anything else ran.
 * Does not: decide who may have the scope; lib/access/gate mints scopes.
 */
import { sql } from "drizzle-orm";
import { getDatabase, type Tx } from "@/db/client";
import type { ScopeFacts } from "@/lib/access/model";
import { announceAppend } from "./notice";

type Reach = Pick<ScopeFacts, "organizationId" | "clientId">;

/** Transactions that appended, until they have committed and it may be told. */
const appended = new WeakSet<Tx>();

/** noteAppend has readers told of new entries once the transaction that holds them commits. */
export function noteAppend(tx: Tx): void {
  appended.add(tx);
}

/** inScope runs `body` in one transaction that sees only what `scope` covers. */
export async function inScope<T>(
  scope: Reach,
  body: (tx: Tx) => Promise<T>,
  pool: "pages" | "ingest" = "pages",
): Promise<T> {
  let hasAppended = false;
  const result = await getDatabase(pool).transaction(async (tx) => {
    await enterScope(tx, scope);
    const answer = await body(tx);
    hasAppended = appended.has(tx);
    return answer;
  });
  if (hasAppended) announceAppend(scope.organizationId);
  return result;
}

/** readInScope runs `body` on one snapshot: a page, its total and its bounds agree. */
export function readInScope<T>(scope: Reach, body: (tx: Tx) => Promise<T>): Promise<T> {
  return getDatabase().transaction(
    async (tx) => {
      await enterScope(tx, scope);
      return body(tx);
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function enterScope(tx: Tx, scope: Reach): Promise<void> {
  await tx.execute(
    sql`select custody.enter_scope(${scope.organizationId}::uuid, ${scope.clientId}::uuid)`,
  );
}

/** forWriting drops the client narrowing: a portal user's own entry is the organization's. */
export function forWriting(scope: Reach): Reach {
  return { organizationId: scope.organizationId, clientId: null };
}

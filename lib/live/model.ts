import type { ScopeFacts } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";

/** An entry as it comes off the end of the log, and what decides who may see it. */
export type TailEntry = { entry: Entry; clientId: string | null };

export const liveLimits = {
  streamsPerReaderMax: 5,
  streamsMax: 500,
  bufferBytesMax: 1024 * 1024,
  /** What waits while a stream still reads up to where it joined. */
  pendingEntriesMax: 2000,
  heartbeatMs: 15_000,
  lifeMs: 30 * 60_000,
  retryMs: 2_000,
} as const;

/** The narrowing of `lib/entries/queries`, for entries that are already in memory. */
export function isInScope(scope: ScopeFacts, { entry, clientId }: TailEntry): boolean {
  const { own } = scope;
  if (scope.clientId !== null && scope.clientId !== clientId) return false;
  if (own === null || entry.actor.id === own.userId) return true;
  return clientId !== null && own.clientIds.includes(clientId);
}

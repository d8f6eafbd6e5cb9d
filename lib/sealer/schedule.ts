/** docs/format.md, section 4: within a minute of the first unsealed entry, hourly when idle. */
export const sealLimits = {
  /** Below a minute by what the sealing of a busy log takes. */
  waitMs: 20_000,
  idleMs: 3_600_000,
  pollMs: 1_000,
} as const;

export type SealClock = {
  nowMs: number;
  /** When the first unsealed entry was seen; null while there is none. */
  unsealedSinceMs: number | null;
  lastSealedMs: number | null;
  isRequested: boolean;
};

export type SealDue = "now" | "idle" | null;

export function findSealDue(clock: SealClock): SealDue {
  const { nowMs, unsealedSinceMs, lastSealedMs, isRequested } = clock;
  if (unsealedSinceMs !== null) {
    const isFirst = lastSealedMs === null;
    const hasWaited = nowMs - unsealedSinceMs >= sealLimits.waitMs;
    return isRequested || isFirst || hasWaited ? "now" : null;
  }
  if (lastSealedMs === null) return null;
  return nowMs - lastSealedMs >= sealLimits.idleMs ? "idle" : null;
}

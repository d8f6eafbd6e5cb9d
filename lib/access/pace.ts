/**
 * How long an answer that tells nothing takes at least, whatever was looked up or written
 * before it: its time then does not say what its words leave out (T-61, T-63).
 */
export const paceMs = { key: 40, signIn: 300, link: 150 } as const;

/** Waits until an answer that began at `startedAt` (performance.now) may be given. */
export async function waitOut(startedAt: number, floorMs: number): Promise<void> {
  const restMs = startedAt + floorMs - performance.now();
  if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
}

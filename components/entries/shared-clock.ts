const tickMilliseconds = 30_000;

const listeners = new Set<() => void>();
let tickCount = 0;
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all the relative times of a page, and none when there are none. */
export function subscribeClock(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, tickMilliseconds);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

export function readElapsed(): number {
  return tickCount * tickMilliseconds;
}

function tick(): void {
  tickCount += 1;
  for (const listener of listeners) listener();
}

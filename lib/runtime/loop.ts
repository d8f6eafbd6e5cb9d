/**
 * Guarantees: one piece of background work runs again and again, never twice at a time in
 * this process; what it throws is logged and never ends the process or the loop.
 * Does not: keep two processes apart; work that must not run twice takes a lock itself.
 */
import { log } from "@/lib/kit/log";

export type Loop = {
  /** Runs the work now, or once more after the run under way. */
  wake: () => void;
  /** Resolves after the run under way, and no other starts. */
  stop: () => Promise<void>;
};

/**
 * startLoop runs `act` at once and then `everyMs` milliseconds after each end of it.
 * Returns the loop; stop it before the connections that `act` uses are closed.
 */
export function startLoop(
  name: string,
  everyMs: number,
  act: () => Promise<unknown>,
): Loop {
  let isStopped = false;
  let isWoken = false;
  let interrupt = () => {};
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!isStopped) {
      isWoken = false;
      await act().catch((err: unknown) =>
        log.error({ err, loop: name }, "a loop failed"),
      );
      if (!isStopped && !isWoken) await pause();
    }
  })();
  return {
    wake: () => {
      isWoken = true;
      interrupt();
    },
    stop: () => {
      isStopped = true;
      interrupt();
      return running;
    },
  };
}

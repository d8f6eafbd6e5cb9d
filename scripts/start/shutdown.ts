type Stop = { name: string; act: () => Promise<void> };

export type Shutdown = {
  /** What was added last is stopped first. */
  add: (name: string, act: () => Promise<void>) => void;
  run: (exitCode: number) => Promise<never>;
  isStopping: () => boolean;
};

/** Listens for Ctrl-C and SIGTERM; a second one does not wait. */
export function createShutdown(): Shutdown {
  const stops: Stop[] = [];
  let isStopping = false;

  const run = async (exitCode: number): Promise<never> => {
    if (isStopping) return new Promise(() => {});
    isStopping = true;
    let code = exitCode;
    for (const { name, act } of stops.reverse()) {
      process.stdout.write(`  Stopping ${name}\n`);
      await act().catch((error: unknown) => {
        process.stderr.write(`  ${name} did not stop cleanly: ${error}\n`);
        code = 1;
      });
    }
    process.stdout.write("  Stopped. Everything is kept; npm start goes on from here.\n");
    process.exit(code);
  };

  const onSignal = () => {
    if (isStopping) process.exit(1);
    process.stdout.write("\n");
    void run(0);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    add: (name, act) => void stops.push({ name, act }),
    run,
    isStopping: () => isStopping,
  };
}

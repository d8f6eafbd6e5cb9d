import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "@/scripts/start/child";

const waitMsMax = 90_000;

export async function checkPort(port: number): Promise<void> {
  const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, () => server.close(() => resolve(null)));
  });
  if (problem === null) return;
  if (problem.code === "EACCES") {
    throw new Error(
      `Port ${port} needs more rights. Choose another: PORT=8080 npm start`,
    );
  }
  throw new Error(
    `Port ${port} is in use by another program. ` +
      `Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
}

/** Waits until the product says it is ready, or throws with what its processes said. */
export async function waitUntilReady(port: number, children: Child[]): Promise<void> {
  const deadline = Date.now() + waitMsMax;
  let last = "no answer";
  while (Date.now() < deadline) {
    const dead = children.find((child) => !child.isRunning());
    if (dead)
      throw new Error(`The ${dead.name} process ended while starting:\n${dead.said()}`);
    const answer = await ask(port);
    if (answer === "ready") return;
    last = answer;
    await pause(100);
  }
  const said = children.map((child) => `${child.name}:\n${child.said()}`).join("\n\n");
  throw new Error(`Custody did not become ready. /readyz says: ${last}\n\n${said}`);
}

async function ask(port: number): Promise<string> {
  try {
    const response = await fetch(`http://localhost:${port}/readyz`, {
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok ? "ready" : `${response.status} ${await response.text()}`;
  } catch (error) {
    return error instanceof Error ? error.message : "no answer";
  }
}

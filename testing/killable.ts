import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "./database";

const program = fileURLToPath(new URL("killable-worker.ts", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

export type KillableJob = "exports" | "packs" | "schedules" | "write-backs";

/** A worker process of its own, which does one job over and over until it is killed. */
export function startKillable(database: TestDatabase, job: KillableJob): ChildProcess {
  const args = ["--import", "tsx", program, job, database.url("worker")];
  const env = { ...process.env, LOG_LEVEL: "fatal" };
  return spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
}

/** SIGKILL: it gets no chance to tidy up. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

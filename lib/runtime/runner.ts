/**
 * Guarantees: jobs run in the worker process, each at most once at a time across workers,
 * again after a crash; a lost database connection never ends the process.
 * Does not: hold truth; the queue's rows are hints that work is due.
 */
import {
  type CronItem,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
} from "graphile-worker";
import { Pool } from "pg";
import { log } from "@/lib/kit/log";

export type Job = { name: string; cron: string; run: () => Promise<void> };

/** startRunner runs `jobs` by their schedules until the returned function is awaited. */
export async function startRunner(
  url: string,
  jobs: Job[],
): Promise<() => Promise<void>> {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on("error", (err) => log.warn({ err }, "an idle worker connection was lost"));
  pool.on("connect", (client) => {
    client.on("error", (err) => log.warn({ err }, "a worker connection was lost"));
  });
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [job.name, async () => job.run()]),
  );
  const items: CronItem[] = jobs.map(({ name, cron }) => ({ task: name, match: cron }));
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(items),
    concurrency: 2,
    noHandleSignals: true,
  });
  return async () => {
    await runner.stop();
    await pool.end();
  };
}

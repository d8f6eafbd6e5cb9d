import { checkLogin } from "@/db/boot-check";
import { closeDatabase, configureDatabase } from "@/db/client";
import { readEnvironment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { startRunner } from "@/lib/runtime/runner";
import { scheduledJobs } from "@/scripts/worker/jobs";
import { startLoops } from "@/scripts/worker/loops";

const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.reason.join("\n"));
  process.exit(2);
}
const { logins } = environment.value;
if (!logins.worker) {
  console.error("CUSTODY_WORKER_DATABASE_URL is missing: npm start sets it.");
  process.exit(2);
}
await checkLogin(logins.worker);
configureDatabase(logins.worker);
const stopRunner = await startRunner(logins.worker, scheduledJobs);
const stopLoops = startLoops(environment.value);
log.info("worker is ready");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await Promise.all([stopRunner(), stopLoops()]);
    await closeDatabase();
    process.exit(0);
  });
}

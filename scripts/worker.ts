import { checkLogin } from "@/db/boot-check";
import { closeDatabase, configureDatabase } from "@/db/client";
import { log } from "@/lib/kit/log";
import { flushFolds } from "@/lib/runtime/fold";
import { startRunner } from "@/lib/runtime/runner";

const url = process.env.CUSTODY_WORKER_DATABASE_URL;
if (!url) {
  console.error("CUSTODY_WORKER_DATABASE_URL is missing: npm start sets it.");
  process.exit(2);
}
await checkLogin(url);
configureDatabase(url);
const stop = await startRunner(url, [
  {
    name: "flush_folds",
    cron: "* * * * *",
    run: async () => {
      const closedCount = await flushFolds();
      if (closedCount > 0) log.info({ closedCount }, "folded events became entries");
    },
  },
]);
log.info("worker is ready");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await stop();
    await closeDatabase();
    process.exit(0);
  });
}

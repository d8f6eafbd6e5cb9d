import { checkLogin } from "@/db/boot-check";
import { readEnvironment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { readSealingOptions, startSealing } from "@/lib/sealer/jobs";

/** The sealer as a process of its own: give the worker no sealer's login then. */
const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.reason.join("\n"));
  process.exit(2);
}
const options = readSealingOptions(environment.value);
if (options === null) {
  console.error(
    "The sealer needs CUSTODY_SEALER_DATABASE_URL, CUSTODY_ORIGIN and CUSTODY_SIGNING_KEY_FILE.",
  );
  process.exit(2);
}
await checkLogin(options.databaseUrl);
const sealing = startSealing(options);
log.info("sealer is ready");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await sealing.stop();
    process.exit(0);
  });
}

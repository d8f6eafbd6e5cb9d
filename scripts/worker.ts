import { checkLogin } from "@/db/boot-check";
import { closeDatabase, configureDatabase } from "@/db/client";
import { readEnvironment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { openTransport } from "@/lib/mail/channels/smtp";
import { removeMailsJob, sendMailsJob } from "@/lib/mail/jobs";
import { flushFolds } from "@/lib/runtime/fold";
import { startLoop } from "@/lib/runtime/loop";
import { startRunner } from "@/lib/runtime/runner";
import { readSealingOptions, startSealing } from "@/lib/sealer/jobs";

const mailEveryMs = 2_000;
const url = process.env.CUSTODY_WORKER_DATABASE_URL;
if (!url) {
  console.error("CUSTODY_WORKER_DATABASE_URL is missing: npm start sets it.");
  process.exit(2);
}
const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.reason.join("\n"));
  process.exit(2);
}
const { mail } = environment.value;
const sealingOptions = readSealingOptions(environment.value);
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
  { name: "remove_mails", cron: "17 3 * * *", run: removeMailsJob },
]);
const transport = mail && openTransport(mail.smtpUrl, mail.from);
const mailing =
  transport && startLoop("mail", mailEveryMs, () => sendMailsJob(transport));
const sealing = sealingOptions && startSealing(sealingOptions);
log.info("worker is ready");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await stop();
    await mailing?.stop();
    await sealing?.stop();
    transport?.close();
    await closeDatabase();
    process.exit(0);
  });
}

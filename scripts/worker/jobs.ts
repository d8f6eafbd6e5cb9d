import { endAccessJob } from "@/lib/access-ends/jobs";
import { removeDeliveriesJob } from "@/lib/deliveries/jobs";
import { removeExportsJob } from "@/lib/export-requests/jobs";
import { sendHeadsJob } from "@/lib/head-mails/jobs";
import { log } from "@/lib/kit/log";
import { removeMailsJob } from "@/lib/mail/jobs";
import { removeNotificationsJob, sendDigestsJob } from "@/lib/notifications/jobs";
import { announcePrunesJob } from "@/lib/pruning/jobs";
import { remindOwnersJob } from "@/lib/reminders/jobs";
import { forgetStatesJob } from "@/lib/rule-runs/jobs";
import { flushFolds } from "@/lib/runtime/fold";
import type { Job } from "@/lib/runtime/runner";
import { removeSpentJob } from "@/lib/spent/jobs";

/** What runs by the clock, in one worker at a time. */
export const scheduledJobs: Job[] = [
  {
    name: "flush_folds",
    cron: "* * * * *",
    run: async () => {
      const closedCount = await flushFolds();
      if (closedCount > 0) log.info({ closedCount }, "folded events became entries");
    },
  },
  {
    name: "end_access",
    cron: "* * * * *",
    run: async () => {
      const endedCount = await endAccessJob();
      if (endedCount > 0) log.info({ endedCount }, "access ended by itself");
    },
  },
  { name: "remove_mails", cron: "17 3 * * *", run: removeMailsJob },
  { name: "remove_exports", cron: "23 * * * *", run: removeExportsJob },
  { name: "forget_rule_states", cron: "37 * * * *", run: forgetStatesJob },
  { name: "remove_deliveries", cron: "47 3 * * *", run: removeDeliveriesJob },
  { name: "remove_spent", cron: "*/10 * * * *", run: removeSpentJob },
  { name: "announce_prunes", cron: "0 2 1 * *", run: announcePrunesJob },
  { name: "send_heads", cron: "23 6 * * *", run: () => sendHeadsJob() },
  { name: "send_digests", cron: "*/5 * * * *", run: () => sendDigestsJob() },
  { name: "remove_notifications", cron: "53 3 * * *", run: removeNotificationsJob },
  { name: "remind_owners", cron: "41 7 * * *", run: () => remindOwnersJob() },
];

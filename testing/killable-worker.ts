// Runs as a child process that a test kills with SIGKILL: the job of the name given, on the
// database of the address given, with the folder of CUSTODY_DIR.
import { configureDatabase } from "@/db/client";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { sendSchedulesJob } from "@/lib/export-sends/jobs";
import { writePacksJob } from "@/lib/pack-writing/jobs";
import { WriteBackLanes } from "@/lib/write-back-runs/jobs";

const [job = "", url = ""] = process.argv.slice(2);
configureDatabase(url);
const lanes = new WriteBackLanes({ allow: ["localhost"] });
const jobs: Record<string, () => Promise<void>> = {
  exports: writeExportsJob,
  packs: writePacksJob,
  "write-backs": () => lanes.turn(),
  schedules: async () => {
    await sendSchedulesJob();
    await writeExportsJob();
  },
};
for (;;) await jobs[job]?.();

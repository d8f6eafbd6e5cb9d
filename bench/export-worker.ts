import { closeDatabase, configureDatabase } from "@/db/client";
import { mintSystemCtx } from "@/lib/access/mint";
import { writeCheckedTexts } from "@/lib/checked-texts/jobs";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { findLogName } from "@/lib/export-rows/queries";
import { RowChecker } from "@/lib/exports/exported-row";
import { requireQuery } from "@/lib/exports/model";

/** What a worker does, in a process of its own: its time and its memory are what is asked. */
const [, , task = "", organizationId = ""] = process.argv;
configureDatabase(process.env.CUSTODY_WORKER_DATABASE_URL ?? "");
const cpu = process.cpuUsage();
const startMs = performance.now();
const rows = task === "job" ? await runJob() : await readRaw();
const tookMs = performance.now() - startMs;
const { user, system } = process.cpuUsage(cpu);
const cpuMs = (user + system) / 1000;
const memoryMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ rows, tookMs, cpuMs, memoryMb })}\n`);
await closeDatabase();

async function runJob(): Promise<number> {
  await writeExportsJob();
  return 0;
}

/** Every entry read, checked and formatted, without a file. */
async function readRaw(): Promise<number> {
  const { scope } = mintSystemCtx(organizationId, "bench");
  const { filter } = requireQuery("range=all");
  const selection = { filter, range: { from: null, to: null } };
  const format = task === "raw-csv" ? ("csv-raw" as const) : ("ndjson" as const);
  const logName = await findLogName(scope);
  const start = { position: null, checker: new RowChecker(logName, false), logName };
  let [written, bytes] = [0, 0];
  for await (const page of writeCheckedTexts({ scope, selection, format }, start)) {
    bytes += page.rows.length;
    written += page.count;
  }
  if (bytes === 0) throw new Error("nothing was formatted");
  return written;
}

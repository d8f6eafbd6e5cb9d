import { closeDatabase, configureDatabase } from "@/db/client";
import { mintSystemCtx } from "@/lib/access/mint";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { listExportRows } from "@/lib/export-rows/queries";
import { createCsvFormat } from "@/lib/exports/formats/csv";
import { ndjsonFormat } from "@/lib/exports/formats/json";
import { requireQuery } from "@/lib/exports/model";

const rowsAtOnce = 500;

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

/** Every entry read and formatted, without being checked and without a file. */
async function readRaw(): Promise<number> {
  const { scope } = mintSystemCtx(organizationId, "bench");
  const { filter } = requireQuery("range=all");
  const selection = { filter, range: { from: null, to: null } };
  const format = task === "raw-csv" ? createCsvFormat(true, false) : ndjsonFormat;
  let [position, count, bytes]: [number | null, number, number] = [null, 0, 0];
  for (;;) {
    const page = await listExportRows(scope, selection, { position, limit: rowsAtOnce });
    const entries = page.map(({ entry }) => ({ ...entry, verification: "not checked" }));
    bytes += format.formatRows(entries, count === 0).length;
    count += page.length;
    position = page.at(-1)?.position ?? null;
    if (page.length < rowsAtOnce) break;
  }
  if (bytes === 0) throw new Error("nothing was formatted");
  return count;
}

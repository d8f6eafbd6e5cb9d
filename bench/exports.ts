import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { closeDatabase, configureDatabase } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import { loadDemo } from "@/lib/demo/mutations";
import type { ExportFormat } from "@/lib/export-requests/model";
import { requestExport } from "@/lib/export-requests/mutations";
import { hashInto, hashLength } from "@/lib/proof/hash";
import { buildSegments } from "@/lib/segments/mutations";
import { produceInThread } from "@/scripts/demo/produce";
import { boundHeap, workerMebibytesMax } from "@/scripts/start/heap-bound";
import { type Figure, measure } from "./figure";
import { type BenchInstallation, openInstallation } from "./installation";

const entryCount = Number(process.env.BENCH_ENTRIES ?? 1_000_000);
const pdfCount = Math.min(50_000, Math.floor(entryCount / 2));
const askEveryMs = 20;
const hashCount = 1_000_000;

type Worked = { rows: number; tookMs: number; cpuMs: number; memoryMb: number };

/** Every entry of a log to a file: reading, verifying, writing, and the memory of it. */
export async function benchExports(): Promise<Figure[]> {
  const installation = await openInstallation();
  process.env.CUSTODY_DIR = installation.dir;
  try {
    const organizationId = await load(installation);
    const copyRate = await measureCopy(installation, organizationId);
    const hashRate = measureHashes();
    const rawJson = await work(installation, "raw-ndjson", organizationId);
    const rawCsv = await work(installation, "raw-csv", organizationId);
    const { job, firstMs } = await timeJob(installation, organizationId, "ndjson", "");
    const csv = await timeJob(installation, organizationId, "csv", "");
    const pdf = await timeJob(
      installation,
      organizationId,
      "pdf",
      `&upto=${pdfCount - 1}`,
    );
    const parquet = await timeJob(installation, organizationId, "parquet", "");
    const rate = (ms: number, count = entryCount) => (count * 1000) / ms;
    const memoryOf = (format: string, { memoryMb }: Worked) =>
      measure(`exports.worker_memory_${format}`, memoryMb, "MB", { atMost: 300 });
    return [
      measure("exports.copy_to_stdout", copyRate, "rows/s", { atLeast: 0 }),
      measure("exports.hash_chain", hashRate, "hashes/s", { atLeast: 0 }),
      measure("exports.raw_ndjson", rate(rawJson.tookMs), "rows/s", { atLeast: 120_000 }),
      measure("exports.raw_csv", rate(rawCsv.tookMs), "rows/s", { atLeast: 60_000 }),
      measure("exports.raw_ndjson_to_copy", rate(rawJson.tookMs) / copyRate, "ratio", {
        atLeast: 0,
      }),
      measure("exports.ndjson_job", rate(job.tookMs), "entries/s", { atLeast: 20_000 }),
      measure("exports.ndjson_job_to_copy", rate(job.tookMs) / copyRate, "ratio", {
        atLeast: 0,
      }),
      measure("exports.csv_job", rate(csv.job.tookMs), "entries/s", { atLeast: 20_000 }),
      measure("exports.parquet_job", rate(parquet.job.tookMs), "entries/s", {
        atLeast: 0,
      }),
      memoryOf("ndjson", job),
      memoryOf("csv", csv.job),
      memoryOf("pdf", pdf.job),
      memoryOf("parquet", parquet.job),
      measure("exports.first_progress", firstMs / 1000, "s", { atMost: 1 }),
      measure(`exports.pdf_of_${pdfCount}`, pdf.job.tookMs / 1000, "s", { atMost: 30 }),
      measure(`exports.pdf_of_${pdfCount}_by_cpu`, pdf.job.cpuMs / 1000, "s", {
        atMost: 30,
      }),
    ];
  } finally {
    await installation.stop();
  }
}

/** With the statistics that autovacuum takes within the minute after a bulk load. */
async function load({ urls, adminUrl }: BenchInstallation): Promise<string> {
  const { organizationId } = await loadDemo({
    slug: "bench",
    name: "Bench MSP",
    seed: 1,
    events: entryCount,
    endAt: new Date("2026-11-01T00:00:00Z"),
    produce: produceInThread,
  });
  await closeDatabase();
  configureDatabase(urls.worker);
  await buildSegments(organizationId);
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin`analyze custody.entries`;
  await admin.end();
  await closeDatabase();
  configureDatabase(urls.app);
  return organizationId;
}

/** The columns that an export reads, as fast as PostgreSQL gives them away. */
async function measureCopy(
  { adminUrl }: BenchInstallation,
  organizationId: string,
): Promise<number> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const startMs = performance.now();
    const stream = await admin
      .unsafe(
        `copy (select * from custody.entries where organization_id = '${organizationId}'
          order by idx) to stdout`,
      )
      .readable();
    let bytes = 0;
    for await (const chunk of stream) bytes += chunk.length;
    if (bytes === 0) throw new Error("nothing was copied");
    return (entryCount * 1000) / (performance.now() - startMs);
  } finally {
    await admin.end();
  }
}

/** The other floor of a job: SHA-256 of one hash after the other; an entry takes some 33. */
function measureHashes(): number {
  const chain = new Uint8Array(2 * hashLength);
  const startMs = performance.now();
  for (let at = 0; at < hashCount; at += 1) hashInto(chain, [chain, 0]);
  return (hashCount * 1000) / (performance.now() - startMs);
}

async function timeJob(
  installation: BenchInstallation,
  organizationId: string,
  format: ExportFormat,
  more: string,
): Promise<{ job: Worked; firstMs: number }> {
  const ctx = mintOperatorCtx(organizationId, "system");
  const query = `range=all${more}`;
  const { id } = await requestExport(ctx, { format, query, zone: "UTC" });
  const first = watchProgress(installation, id);
  const job = await work(installation, "job", organizationId);
  return { job, firstMs: await first };
}

/** From when a worker took it to the first word of how far it is. */
async function watchProgress(
  { adminUrl }: BenchInstallation,
  id: string,
): Promise<number> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  let takenMs: number | null = null;
  try {
    for (;;) {
      const [row] = await admin<{ state: string; done: number }[]>`
        select state, done_count::int as done from custody.export_requests where id = ${id}`;
      if (row?.state !== "queued") takenMs ??= performance.now();
      const isTold = (row?.done ?? 0) > 0 || row?.state === "done";
      if (isTold) return performance.now() - (takenMs ?? performance.now());
      await pause(askEveryMs);
    }
  } finally {
    await admin.end();
  }
}

async function work(
  { urls, dir }: BenchInstallation,
  task: "job" | "raw-ndjson" | "raw-csv",
  organizationId: string,
): Promise<Worked> {
  const bound = boundHeap(workerMebibytesMax);
  const words = ["--import", "tsx", "bench/export-worker.ts", task, organizationId];
  const worker = spawn(process.execPath, [...bound, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      CUSTODY_DIR: dir,
      CUSTODY_WORKER_DATABASE_URL: urls.worker,
      LOG_LEVEL: "warn",
    },
  });
  let told = "";
  worker.stdout.on("data", (chunk: Buffer) => {
    told += chunk.toString("utf8");
  });
  const [code] = await once(worker, "close");
  if (code !== 0) throw new Error(`the worker ended with ${code}`);
  return JSON.parse(told.trim().split("\n").at(-1) ?? "") as Worked;
}

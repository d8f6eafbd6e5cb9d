import { closeDatabase, configureDatabase } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import { createApiKey } from "@/lib/api-keys/mutations";
import { loadDemo } from "@/lib/demo/mutations";
import { buildSegments } from "@/lib/segments/mutations";
import { produceInThread } from "@/scripts/demo/produce";
import { type Figure, measure, percentile, timeMs } from "./figure";
import { openInstallation } from "./installation";
import { startWeb } from "./web";

const entryCount = 1_000_000;
const warmUpCount = 20;
const sampleCount = 200;

/** The first page of the log over HTTP, unfiltered, with its exact total, warm. */
export async function benchLogPage(): Promise<Figure[]> {
  const installation = await openInstallation();
  try {
    const start = performance.now();
    const { organizationId } = await loadDemo({
      slug: "bench",
      name: "Bench MSP",
      seed: 1,
      events: entryCount,
      endAt: new Date("2026-11-01T00:00:00Z"),
      produce: produceInThread,
    });
    const loadRate = entryCount / ((performance.now() - start) / 1000);
    await indexAll(installation, organizationId);
    const { key } = await createApiKey(mintOperatorCtx(organizationId, "system"), {
      name: "bench",
      scopes: ["audit:read"],
      clientSlug: null,
      expiresAt: null,
    });
    const samples = await sampleFirstPage(installation, key);
    return [
      measure("demo.load", loadRate, "events/s", { atLeast: 15_000 }),
      measure("log_page.first_page_p50", percentile(samples, 0.5), "ms", { atMost: 60 }),
      measure("log_page.first_page_p95", percentile(samples, 0.95), "ms", { atMost: 60 }),
    ];
  } finally {
    await installation.stop();
  }
}

/** As the worker does beside the log, with its login. */
async function indexAll(
  { urls }: Parameters<typeof startWeb>[0],
  organizationId: string,
): Promise<void> {
  await closeDatabase();
  configureDatabase(urls.worker);
  await buildSegments(organizationId);
  await closeDatabase();
  configureDatabase(urls.app);
}

async function sampleFirstPage(
  installation: Parameters<typeof startWeb>[0],
  key: string,
): Promise<number[]> {
  const web = await startWeb(installation);
  try {
    const read = async () => {
      const answer = await fetch(`${web.url}/api/v1/audit-logs`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const { total, data } = await answer.json();
      if (total < entryCount || data.length !== 100) throw new Error("not the whole log");
    };
    for (let count = 0; count < warmUpCount; count += 1) await read();
    const samples: number[] = [];
    for (let count = 0; count < sampleCount; count += 1) samples.push(await timeMs(read));
    return samples;
  } finally {
    web.stop();
  }
}

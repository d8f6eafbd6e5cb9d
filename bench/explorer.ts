import { readFileSync } from "node:fs";
import { encode } from "next-auth/jwt";
import postgres from "postgres";
import { closeDatabase, configureDatabase } from "@/db/client";
import { mintOperatorCtx } from "@/lib/access/mint";
import type { Scope } from "@/lib/access/model";
import { listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import { parseView } from "@/lib/entries/view";
import { buildSegments } from "@/lib/segments/mutations";
import { countSelection, listFacets, listTimeline } from "@/lib/segments/queries";
import { type ExplorerInstallation, openExplorer } from "./explorer-data";
import { absentTexts, filterQueries, searchTexts } from "./explorer-questions";
import { type Figure, measure, percentile, timeMs } from "./figure";
import { authSecret, startWeb } from "./web";

const entryCount = Number(process.env.BENCH_ENTRIES ?? 10_000_000);
const sampleCount = 5;
const facetNames = ["outcome", "verb", "category", "entity", "actor", "client"] as const;
const pageOfHundred = { limit: 100, order: "desc", cursor: null, offset: 0 } as const;

/** Any question in a long log: one organization, 300 clients, warm. */
export async function benchExplorer(): Promise<Figure[]> {
  const installation = await openExplorer(entryCount);
  const { organizationId, urls } = installation;
  try {
    const built = await build(installation);
    configureDatabase(urls.app);
    const { scope } = mintOperatorCtx(organizationId, "system");
    return [
      ...built,
      ...(await benchFilters(scope)),
      ...(await benchTexts(scope)),
      ...(await benchWeb(installation)),
    ];
  } finally {
    await installation.stop();
  }
}

async function build(installation: ExplorerInstallation): Promise<Figure[]> {
  const { organizationId, urls, adminUrl } = installation;
  await closeDatabase();
  configureDatabase(urls.worker);
  let count = 0;
  const ms = await timeMs(async () => {
    count = await buildSegments(organizationId);
  });
  await closeDatabase();
  const bytes = await readSize(adminUrl);
  return [
    ...(count > 0
      ? [measure("explorer.build", count / (ms / 1000), "events/s", { atLeast: 20_000 })]
      : []),
    measure("explorer.index_size", bytes / entryCount, "B/entry", { atMost: 120 }),
  ];
}

async function readSize(adminUrl: string): Promise<number> {
  const admin = postgres(adminUrl, { max: 1 });
  const [row] = await admin`
    select pg_total_relation_size('custody.segment_blocks')
      + pg_total_relation_size('custody.segments') as bytes`;
  await admin.end();
  return Number(row?.bytes);
}

function select(query: string) {
  const whole = query.includes("from=") ? query : `range=all&${query}`;
  const { view, ignored } = parseView(new URLSearchParams(whole));
  if (ignored.length > 0) throw new Error(`ignored in ${query}`);
  const { filter } = view;
  return { filter, range: resolveRange(filter, new Date(), "UTC") };
}

/** The median of warm runs, and what the first one took. */
async function sample(name: string, work: () => Promise<unknown>): Promise<number> {
  const first = await timeMs(work);
  const samples: number[] = [];
  for (let run = 0; run < sampleCount; run += 1) samples.push(await timeMs(work));
  const median = percentile(samples, 0.5);
  if (process.env.BENCH_VERBOSE) {
    console.error(`${median.toFixed(1)} ms, first ${first.toFixed(1)} ms  ${name}`);
  }
  return median;
}

async function benchFilters(scope: Scope): Promise<Figure[]> {
  const pages: number[] = [];
  const panels: number[] = [];
  for (const query of filterQueries) {
    const selection = select(query);
    pages.push(await sample(query, () => listPage(scope, selection, pageOfHundred)));
    panels.push(
      await sample(`panel ${query}`, async () => {
        await countSelection(scope, selection);
        await listFacets(scope, selection, [...facetNames], 10);
        await listTimeline(scope, selection);
      }),
    );
  }
  return [
    measure("explorer.page_p50", percentile(pages, 0.5), "ms", { atMost: 15 }),
    measure("explorer.page_worst", Math.max(...pages), "ms", { atMost: 80 }),
    measure("explorer.panel_worst", Math.max(...panels), "ms", { atMost: 150 }),
  ];
}

async function benchTexts(scope: Scope): Promise<Figure[]> {
  const time = (text: string) => {
    const selection = select(`q=${encodeURIComponent(text)}`);
    return sample(`q=${text}`, () => listPage(scope, selection, pageOfHundred));
  };
  const found: number[] = [];
  for (const text of searchTexts) found.push(await time(text));
  const absent: number[] = [];
  for (const text of absentTexts) absent.push(await time(text));
  return [
    measure("explorer.text_p80", percentile(found, 0.79), "ms", { atMost: 120 }),
    measure("explorer.text_worst", Math.max(...found), "ms", { atMost: 1000 }),
    measure("explorer.text_absent", Math.max(...absent), "ms", { atMost: 15 }),
  ];
}

async function benchWeb(installation: ExplorerInstallation): Promise<Figure[]> {
  const cookie = await makeCookie(installation);
  const web = await startWeb(installation);
  try {
    const read = async (query: string) => {
      const answer = await fetch(`${web.url}/admin/audit-logs?${query}`, {
        headers: { cookie },
        redirect: "manual",
      });
      const page = await answer.text();
      if (answer.status !== 200)
        throw new Error(`${answer.status} ${page.slice(0, 200)}`);
    };
    const queries = filterQueries.map((query) =>
      query.includes("from=") ? query : `range=all&${query}`,
    );
    for (const query of queries) await read(query);
    const samples: number[] = [];
    for (const query of queries) samples.push(await timeMs(() => read(query)));
    const rss = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${web.pid}/status`, "utf8"));
    return [
      measure("explorer.response_p95", percentile(samples, 0.95), "ms", { atMost: 250 }),
      measure("explorer.web_memory", Number(rss?.[1]) / 1024, "MiB", { atMost: 700 }),
    ];
  } finally {
    web.stop();
  }
}

/** An owner's session, as signing in would make it. */
async function makeCookie({ adminUrl, organizationId }: ExplorerInstallation) {
  const admin = postgres(adminUrl, { max: 1 });
  const sessionId = `bench${Date.now()}`.padEnd(32, "0");
  await admin`
    insert into custody.sessions (id, user_id, organization_id, expires_at)
    select ${sessionId}, user_id, organization_id, now() + interval '1 hour'
    from custody.memberships
    where organization_id = ${organizationId} and role = 'owner' limit 1`;
  await admin.end();
  const salt = "authjs.session-token";
  const token = await encode({ token: { sessionId }, secret: authSecret, salt });
  return `${salt}=${token}`;
}

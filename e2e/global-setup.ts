import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { closeDatabase, configureDatabase } from "@/db/client";
import { findPort } from "@/db/embedded/port";
import { DeliveryLanes } from "@/lib/deliveries/jobs";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { sendSchedulesJob } from "@/lib/export-sends/jobs";
import { FeedLanes } from "@/lib/feed-runs/jobs";
import { writePacksJob } from "@/lib/pack-writing/jobs";
import { evaluateRulesJob, learnRulesJob } from "@/lib/rule-runs/jobs";
import { startLoop } from "@/lib/runtime/loop";
import { startSealing } from "@/lib/sealer/jobs";
import { WriteBackLanes } from "@/lib/write-back-runs/jobs";
import { keepSecrets } from "@/scripts/start/secrets";
import { listWebCommand } from "@/scripts/start/web-command";
import { testOrigin } from "@/testing/cluster";
import { createTestDatabase } from "@/testing/database";
import { makeFolder } from "@/testing/test-sealer";

const root = fileURLToPath(new URL("..", import.meta.url));
const waitMsMax = 60_000;
const workEveryMs = 200;

/** The product as `npm start` serves it, on a database and a port of its own. */
export default async function setUp(): Promise<() => Promise<void>> {
  const database = await createTestDatabase();
  const port = await findPort(null);
  const url = `http://localhost:${port}`;
  process.env.AUTH_SECRET = "browser tests ".repeat(4);
  process.env.CUSTODY_ENCRYPTION_KEY = keepSecrets(database.custodyDir).encryptionKey;
  process.env.CUSTODY_URL = url;
  const web = spawn(process.execPath, listWebCommand(), {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(port),
      CUSTODY_URL: url,
      CUSTODY_DIR: database.custodyDir,
      CUSTODY_APP_DATABASE_URL: database.url("app"),
      AUTH_SECRET: process.env.AUTH_SECRET,
      CUSTODY_ENCRYPTION_KEY: process.env.CUSTODY_ENCRYPTION_KEY,
      CUSTODY_OUTBOUND_ALLOW: "localhost",
      LOG_LEVEL: "warn",
    },
  });
  const folder = makeFolder("e2e-sealer");
  const sealing = startSealing({
    databaseUrl: database.url("sealer"),
    folder,
    origin: testOrigin,
    signingKeyFile: join(database.custodyDir, "log-key.pem"),
  });
  configureDatabase(database.url("worker"));
  process.env.CUSTODY_DIR = database.custodyDir;
  const endWork = startWork();
  process.env.E2E_BASE_URL = url;
  process.env.E2E_ADMIN_URL = database.url("admin");
  process.env.E2E_VERIFIER_URL = database.url("verifier");
  process.env.E2E_SEALER_FOLDER = folder;
  process.env.E2E_DATABASE_URL = database.url("app");
  process.env.E2E_WORKER_URL = database.url("worker");
  process.env.E2E_CUSTODY_DIR = database.custodyDir;
  await waitUntilReady(url);
  return async () => {
    web.kill("SIGTERM");
    await new Promise((resolve) => web.once("exit", resolve));
    await sealing.stop();
    await endWork();
    await closeDatabase();
    await database.drop();
  };
}

/** What the worker does, in this process; returns what ends it. */
function startWork(): () => Promise<void> {
  const lanes = new DeliveryLanes({ allow: ["localhost"] });
  const feeds = new FeedLanes({ allow: ["localhost"] });
  const writeBacks = new WriteBackLanes({ allow: ["localhost"] });
  const loops = [
    startLoop("exports", workEveryMs, writeExportsJob),
    startLoop("schedules", workEveryMs, () => sendSchedulesJob()),
    startLoop("packs", workEveryMs, writePacksJob),
    startLoop("rules", workEveryMs, evaluateRulesJob),
    startLoop("learning", workEveryMs, learnRulesJob),
    startLoop("deliveries", workEveryMs, () => lanes.turn()),
    startLoop("feeds", workEveryMs, () => feeds.turn()),
    startLoop("write-backs", workEveryMs, () => writeBacks.turn()),
  ];
  return async () => {
    for (const loop of loops) await loop.stop();
    await lanes.settle();
    await feeds.settle();
    await writeBacks.settle();
  };
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + waitMsMax;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error("the web process did not become ready");
}

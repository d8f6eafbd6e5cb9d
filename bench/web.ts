import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findPort } from "@/db/embedded/port";
import { build, isBuilt } from "@/scripts/start/build";
import { listWebCommand } from "@/scripts/start/web-command";
import type { BenchInstallation } from "./installation";

const root = fileURLToPath(new URL("..", import.meta.url));
const waitMsMax = 60_000;
export const authSecret = "bench ".repeat(8);

/** The web process as `npm start` runs it, on a free port. */
export async function startWeb(installation: BenchInstallation) {
  if (!isBuilt()) await build();
  const port = await findPort(null);
  const url = `http://localhost:${port}`;
  const web = spawn(process.execPath, listWebCommand(), {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(port),
      CUSTODY_URL: url,
      CUSTODY_DIR: installation.dir,
      CUSTODY_APP_DATABASE_URL: installation.urls.app,
      AUTH_SECRET: authSecret,
      CUSTODY_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
      LOG_LEVEL: "error",
    },
  });
  const stop = () => {
    web.kill("SIGTERM");
  };
  const deadline = Date.now() + waitMsMax;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, stop, pid: web.pid };
    await pause(100);
  }
  stop();
  throw new Error("the web process did not become ready");
}

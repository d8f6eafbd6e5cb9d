import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPort } from "@/db/embedded/port";
import { listWebCommand } from "@/scripts/start/web-command";
import { expect } from "./fixtures";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Another process of the same installation, as behind one load balancer. `publicUrl` is what
 * people's browsers know; without it, it stands for itself.
 */
export async function startSecond(publicUrl?: string) {
  const port = await findPort(null);
  const url = `http://localhost:${port}`;
  const web = spawn(process.execPath, listWebCommand(), {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(port),
      CUSTODY_URL: publicUrl ?? url,
      CUSTODY_DIR: mkdtempSync(join(tmpdir(), "custody-second-")),
      CUSTODY_APP_DATABASE_URL: process.env.E2E_DATABASE_URL,
      AUTH_SECRET: process.env.AUTH_SECRET,
      CUSTODY_ENCRYPTION_KEY: process.env.CUSTODY_ENCRYPTION_KEY,
      LOG_LEVEL: "error",
    },
  });
  await expect
    .poll(async () => (await fetch(`${url}/readyz`).catch(() => null))?.status, {
      timeout: 60_000,
    })
    .toBe(200);
  return { url, stop: () => web.kill("SIGTERM") };
}

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, configureDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded/server";
import type { Login } from "@/db/logins";
import { migrate, readInstallation } from "@/db/migrate";
import { keepSecrets } from "@/scripts/start/secrets";

const data = fileURLToPath(new URL("data", import.meta.url));

export type BenchInstallation = {
  adminUrl: string;
  urls: Record<Login, string>;
  dir: string;
  stop: () => Promise<void>;
};

/** A fresh server and schema for one suite; everything goes when it stops. */
export async function openInstallation(): Promise<BenchInstallation> {
  mkdirSync(data, { recursive: true });
  const dir = mkdtempSync(join(data, "run-"));
  const server = await startEmbeddedPostgres(join(dir, "postgres"));
  const installation = readInstallation(keepSecrets(dir), "bench.example/custody1");
  const urls = await migrate({ adminUrl: server.url, custodyDir: dir, installation });
  configureDatabase(urls.app);
  const stop = async () => {
    await closeDatabase();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { adminUrl: server.url, urls, dir, stop };
}

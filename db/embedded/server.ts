import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { bringBinaries, findBinaries, programPath } from "@/db/embedded/binaries";
import {
  type Cluster,
  checkVersion,
  createCluster,
  hasCluster,
} from "@/db/embedded/cluster";
import { withLock } from "@/db/embedded/lock";
import { findPlace, type Place } from "@/db/embedded/place";
import { findPort } from "@/db/embedded/port";
import { adminUrl, findRunning, isHealthy, removeStale } from "@/db/embedded/running";
import { serverArguments, serverEnvironment } from "@/db/embedded/settings";

export type EmbeddedPostgres = {
  /** The login that may do everything. Serving processes never get it. */
  url: string;
  port: number;
  isNew: boolean;
  /** Found running, so someone else may be using it. */
  wasRunning: boolean;
  stop: () => Promise<void>;
};

type Report = (line: string) => void;

const waitMsMax = 60_000;
const attemptsMax = 20;

/**
 * Starts the PostgreSQL that comes with Custody in `directory`, or finds the one that is still
 * running there. The server outlives its parent; `stop` ends it.
 */
export async function startEmbeddedPostgres(
  directory: string,
  report: Report = () => {},
): Promise<EmbeddedPostgres> {
  const place = findPlace(directory);
  return withLock(join(place.home, "starting"), async () => {
    const binaries = bringBinaries(findBinaries(), place);
    const cluster = { place, binaries };
    const isNew = !hasCluster(place);
    if (isNew) {
      report(`Making a PostgreSQL ${binaries.major} database in ${place.data}`);
      createCluster(cluster);
    } else checkVersion(cluster);
    const found = await findAgain(place, report);
    const port = found ?? (await startServer(cluster, report));
    return {
      url: adminUrl(place, port),
      port,
      isNew,
      wasRunning: found !== null,
      stop: () => stopServer(cluster),
    };
  });
}

async function findAgain(place: Place, report: Report): Promise<number | null> {
  const deadline = Date.now() + waitMsMax;
  for (let running = findRunning(place); running; running = findRunning(place)) {
    if (running.isReady && (await isHealthy(place, running.port))) {
      report(`PostgreSQL is already running on port ${running.port}`);
      return running.port;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL (process ${running.pid}) holds ${place.data} but does not answer. ` +
          `Look at ${join(place.data, "log")}, then end it with: kill -INT ${running.pid}`,
      );
    }
    await pause(100);
  }
  return null;
}

/** Children of a killed server hold its memory for a moment: that start is tried again. */
async function startServer(cluster: Cluster, report: Report): Promise<number> {
  let said = "";
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    removeStale(cluster.place);
    const port = await findPort(readPort(cluster.place));
    report(`Starting PostgreSQL ${cluster.binaries.major} on port ${port}`);
    const output = join(cluster.place.home, "server.log");
    const pid = spawnServer(cluster, port, output);
    if (await becomesReady(cluster.place, pid, port)) {
      writeFileSync(join(cluster.place.home, "port"), `${port}\n`);
      return port;
    }
    said = readFileSync(output, "utf8").trim();
    if (!/shared memory|lock file|in use/i.test(said)) break;
    await pause(500);
  }
  throw new Error(`PostgreSQL did not start in ${cluster.place.data}:\n${said}`);
}

/** In a group of its own, so that Ctrl-C in the terminal does not reach it before its users. */
function spawnServer(cluster: Cluster, port: number, output: string): number {
  const file = openSync(output, "w", 0o600);
  const server = spawn(
    programPath(cluster.binaries, "postgres"),
    serverArguments(cluster.place.data, port),
    {
      ...cluster.place.account,
      cwd: cluster.place.data,
      env: serverEnvironment(),
      stdio: ["ignore", file, file],
      detached: true,
      windowsHide: true,
    },
  );
  server.on("error", () => {});
  server.unref();
  closeSync(file);
  return server.pid ?? 0;
}

async function becomesReady(place: Place, pid: number, port: number): Promise<boolean> {
  const deadline = Date.now() + waitMsMax;
  let hasAppeared = false;
  while (pid > 0 && Date.now() < deadline) {
    const running = findRunning(place);
    hasAppeared ||= running?.pid === pid;
    if (running?.isReady && (await isHealthy(place, port))) return true;
    if (hasAppeared ? running?.pid !== pid : !isStarting(pid)) return false;
    await pause(25);
  }
  return false;
}

function isStarting(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A fast shutdown: open transactions are rolled back, what was committed is written out. */
async function stopServer(cluster: Cluster): Promise<void> {
  if (findRunning(cluster.place) === null) return;
  const options = ["stop", "-D", cluster.place.data, "-m", "fast", "-w", "-t", "60"];
  const stopped = spawnSync(programPath(cluster.binaries, "pg_ctl"), options, {
    ...cluster.place.account,
    cwd: cluster.place.data,
    encoding: "utf8",
  });
  if (stopped.status === 0 || findRunning(cluster.place) === null) return;
  throw new Error(`PostgreSQL did not stop: ${stopped.stderr.trim()}`);
}

function readPort(place: Place): number | null {
  try {
    return Number.parseInt(readFileSync(join(place.home, "port"), "utf8"), 10) || null;
  } catch {
    return null;
  }
}

import { readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import postgres from "postgres";
import { adminName, readPassword } from "@/db/embedded/cluster";
import type { Place } from "@/db/embedded/place";
import { isAlive, readCommand } from "@/db/embedded/process";

export type Running = { pid: number; port: number; isReady: boolean };

/** Reads `postmaster.pid`; null when no server of this directory is running. */
export function findRunning(place: Place): Running | null {
  const lines = readLines(join(place.data, "postmaster.pid"));
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !isOurs(pid)) return null;
  return { pid, port, isReady: port > 0 && lines[7]?.trim() === "ready" };
}

/** After a crash the id may belong to a stranger, which would make PostgreSQL refuse to start. */
export function removeStale(place: Place): void {
  if (findRunning(place) === null)
    rmSync(join(place.data, "postmaster.pid"), { force: true });
}

export function adminUrl(place: Place, port: number): string {
  const password = encodeURIComponent(readPassword(place));
  return `postgres://${adminName}:${password}@127.0.0.1:${port}/postgres`;
}

/** Answers and is ours: another server could have taken the port we remember. */
export async function isHealthy(place: Place, port: number): Promise<boolean> {
  const sql = postgres(adminUrl(place, port), {
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`;
    return row?.folder === place.data;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function isOurs(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const command = readCommand(pid);
  return (
    command === null ||
    /^(postgres|postmaster)/.test(basename(command.split(" ")[0] ?? ""))
  );
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

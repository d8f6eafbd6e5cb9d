import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "@/db/embedded/process";

/** Runs `act` while no other process of ours is inside the same file's lock. */
export async function withLock<T>(file: string, act: () => Promise<T>): Promise<T> {
  while (!takeLock(file)) await pause(50);
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock, also from an owner that died without giving it back. */
export function takeLock(file: string): boolean {
  const owner = readLock(file);
  if (owner !== null && isAlive(owner)) return false;
  if (owner !== null) rmSync(file, { force: true });
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      return false;
    throw error;
  }
}

export function readLock(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, "utf8"), 10) || null;
  } catch {
    return null;
  }
}

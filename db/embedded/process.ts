import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A killed process whose parent never asks for it stays in the table: that is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return readState(pid) !== "Z";
}

/** The command line of a process, or null when it cannot be read. */
export function readCommand(pid: number): string | null {
  if (process.platform === "linux") {
    return readText(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ").trim() || null;
  }
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", `${pid}`], {
    encoding: "utf8",
  });
  return stdout?.trim() || null;
}

function readState(pid: number): string | null {
  const stat = process.platform === "linux" ? readText(`/proc/${pid}/stat`) : null;
  return stat?.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) ?? null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

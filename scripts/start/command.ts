import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a Node program to its end, its words shown as they come; throws when it fails. */
export async function runCommand(
  title: string,
  options: string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const code = await exitCode(options, environment);
  if (code !== 0)
    throw new Error(`${title} failed with code ${code}; its words are above.`);
}

/** Returns the exit code; a program that cannot run or is killed counts as 1. */
export function exitCode(
  options: string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(process.execPath, options, {
    cwd: root,
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

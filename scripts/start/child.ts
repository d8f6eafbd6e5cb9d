import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const followParent = new URL("follow-parent.mjs", import.meta.url).href;

export type Child = {
  name: string;
  exited: Promise<number | null>;
  isRunning: () => boolean;
  /** From now on its words are shown as they come. */
  show: () => void;
  said: () => string;
  stop: () => Promise<void>;
};

const stopMsMax = 15_000;
const keptCharactersMax = 20_000;

/** In a group of its own: Ctrl-C reaches the launcher alone, which then stops all in order. */
export function startChild(
  name: string,
  options: string[],
  environment: NodeJS.ProcessEnv,
): Child {
  const child = spawn(process.execPath, ["--import", followParent, ...options], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const output = collectOutput(child);
  const exited = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code));
  });
  const isRunning = () =>
    child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (!isRunning()) return;
    child.kill("SIGTERM");
    const hard = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
    await exited;
    clearTimeout(hard);
  };
  return { name, exited, isRunning, stop, ...output };
}

function collectOutput(child: ChildProcess): Pick<Child, "show" | "said"> {
  let isShown = false;
  let kept = "";
  const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
    if (isShown) stream.write(chunk);
    else kept = (kept + chunk.toString()).slice(-keptCharactersMax);
  };
  child.stdout?.on("data", take(process.stdout));
  child.stderr?.on("data", take(process.stderr));
  const show = () => {
    isShown = true;
  };
  return { show, said: () => kept.trim() };
}

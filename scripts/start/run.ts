import { rmSync } from "node:fs";
import { join } from "node:path";
import { readLock, takeLock } from "@/db/embedded/lock";
import type { LoginUrls } from "@/lib/kit/env";
import { formatBanner } from "@/scripts/start/banner";
import { build, isBuilt } from "@/scripts/start/build";
import { type Child, startChild } from "@/scripts/start/child";
import { runCommand } from "@/scripts/start/command";
import {
  hasOrganization,
  openServer,
  provideLogins,
  type Server,
} from "@/scripts/start/database";
import {
  childEnvironment,
  type Installation,
  prepareInstallation,
} from "@/scripts/start/environment";
import { checkPort, waitUntilReady } from "@/scripts/start/ready";
import { createShutdown, type Shutdown } from "@/scripts/start/shutdown";
import { listWebCommand } from "@/scripts/start/web-command";
import { listWorkerCommand } from "@/scripts/start/worker-command";

type Say = (line: string) => void;
type Step = <T>(title: string, act: (say: Say) => Promise<T>) => Promise<T>;
type Options = { step: Step; isDevelopment: boolean };
type Serving = Options & { installation: Installation; urls: LoginUrls };

export async function start(options: Options): Promise<void> {
  const installation = prepareInstallation(process.env);
  const { port, dir, url } = installation.environment;
  await checkPort(port);
  holdFolder(dir);
  const shutdown = createShutdown();
  try {
    const urls = await prepareDatabase(installation, options.step, shutdown);
    const children = await serve({ ...options, installation, urls }, shutdown);
    process.stdout.write(`${formatBanner(url, dir)}\n`);
    for (const child of children) child.show();
    await watch(children, shutdown);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n\n`);
    await shutdown.run(1);
  }
}

/** Two launchers on one folder would be two signers of one log. */
function holdFolder(dir: string): void {
  const file = join(dir, "launcher.pid");
  if (!takeLock(file)) {
    throw new Error(
      `Custody is already running on ${dir} (process ${readLock(file)}). ` +
        "Stop it first, or set CUSTODY_DIR to another folder.",
    );
  }
  process.on("exit", () => rmSync(file, { force: true }));
}

async function prepareDatabase(
  installation: Installation,
  step: Step,
  shutdown: Shutdown,
): Promise<LoginUrls> {
  const server = await step("Starting the database", (say) =>
    openServer(installation, say),
  );
  if (server.isEmbedded) shutdown.add("the database", server.stop);
  const urls = await step("Bringing the database up to date", () =>
    provideLogins(installation, server),
  );
  if (await wantsDemo(installation, server)) {
    await step("Loading the demo organisation", () => loadDemo(installation, urls));
  }
  return urls;
}

async function wantsDemo(installation: Installation, server: Server): Promise<boolean> {
  const { demo } = installation.environment;
  const isWanted = demo === "on" || (server.isEmbedded && demo !== "off");
  return (
    isWanted && server.adminUrl !== null && !(await hasOrganization(server.adminUrl))
  );
}

function loadDemo(installation: Installation, urls: LoginUrls): Promise<void> {
  const command = ["--import", "tsx", "scripts/custody.ts", "demo", "--first-start"];
  return runCommand("The demo", command, childEnvironment(installation, urls));
}

async function serve(serving: Serving, shutdown: Shutdown): Promise<Child[]> {
  const { step, isDevelopment, installation } = serving;
  if (!isDevelopment && !isBuilt()) await step("Building", build);
  return step("Starting web and worker", async () => {
    const children = startChildren(serving);
    for (const child of children) shutdown.add(`the ${child.name}`, child.stop);
    await waitUntilReady(installation.environment.port, children);
    return children;
  });
}

/** Worker before web, so that web, which takes new work, is stopped first. */
function startChildren({ installation, urls, isDevelopment }: Serving): Child[] {
  const { worker } = installation.environment;
  const mode = { NODE_ENV: isDevelopment ? "development" : "production" } as const;
  const webUrls = worker === "on" ? urls : { app: urls.app, verifier: urls.verifier };
  const web = () =>
    startChild("web", listWebCommand(isDevelopment ? ["--dev"] : []), {
      ...childEnvironment(installation, webUrls),
      ...mode,
      CUSTODY_WORKER: worker === "on" ? "on" : "off",
    });
  if (worker === "on") return [web()];
  const workerChild = startChild("worker", listWorkerCommand(), {
    ...childEnvironment(installation, urls),
    ...mode,
  });
  return [workerChild, web()];
}

/** One process gone means the product is not whole: better stopped and seen than half there. */
async function watch(children: Child[], shutdown: Shutdown): Promise<void> {
  const first = await Promise.race(
    children.map(async (child) => ({ name: child.name, code: await child.exited })),
  );
  if (shutdown.isStopping()) return;
  process.stderr.write(
    `\n  The ${first.name} process ended by itself (code ${first.code}).\n`,
  );
  await shutdown.run(1);
}

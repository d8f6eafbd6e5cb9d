import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Outcome = { ok: boolean; output: string };

const tools = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const cruised = ["app", "components", "lib", "db", "scripts", "testing", "bench", "e2e"];

export function checkFormat(root: string): Promise<Outcome> {
  const program = join(tools, "@biomejs/biome/bin/biome");
  return run(root, [program, "check", "--error-on-warnings", "--max-diagnostics=100"]);
}

/** Next writes the types of routes first; without them a page's own types do not resolve. */
export async function checkTypes(root: string): Promise<Outcome> {
  if (existsSync(join(root, "app/layout.tsx"))) {
    const generated = await run(root, [join(tools, "next/dist/bin/next"), "typegen"]);
    if (!generated.ok) return generated;
  }
  return run(root, [join(tools, "typescript/bin/tsc"), "--noEmit", "--pretty", "false"]);
}

export function checkDependencies(root: string): Promise<Outcome> {
  const program = join(tools, "dependency-cruiser/bin/dependency-cruise.mjs");
  const configuration = join(root, ".dependency-cruiser.cjs");
  const atRoot = readdirSync(root).filter((name) => /\.(ts|mjs)$/.test(name));
  const paths = [...cruised, ...atRoot].filter(
    (path) => existsSync(join(root, path)) && path !== "next-env.d.ts",
  );
  return run(root, [
    program,
    "--config",
    configuration,
    "--output-type",
    "err-long",
    ...paths,
  ]);
}

/** Every generator can say whether what it wrote is still what it would write. */
export async function checkGenerated(root: string): Promise<Outcome> {
  const generators = readdirSync(join(root, "scripts")).filter((name) =>
    /^generate(-[\w-]+)?\.ts$/.test(name),
  );
  const outcomes = await Promise.all(
    generators.map((name) =>
      run(root, ["--import", "tsx", `scripts/${name}`, "--check"]),
    ),
  );
  return {
    ok: outcomes.every(({ ok }) => ok),
    output: outcomes
      .filter(({ ok }) => !ok)
      .map(({ output }) => output)
      .join("\n"),
  };
}

export function checkLockfile(root: string): Promise<Outcome> {
  return run(root, [join(root, "scripts/complete-lockfile.mjs"), "--check"]);
}

function run(root: string, options: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, options, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@/scripts/start/command";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["app", "components", "lib", "db", "public"];
const files = [
  "package-lock.json",
  "tsconfig.json",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];

const stamp = join(root, ".next/BUILD_STAMP");

export function isBuilt(): boolean {
  return existsSync(join(root, ".next/BUILD_ID")) && readStamp() === hashSources();
}

export async function build(): Promise<void> {
  const before = hashSources();
  const next = join(root, "node_modules/next/dist/bin/next");
  await runCommand("The build", [next, "build"], {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  writeFileSync(stamp, before);
}

function readStamp(): string | null {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : null;
}

function hashSources(): string {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const path of [...folders.flatMap(listFiles), ...files]) {
    if (existsSync(join(root, path)))
      hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function listFiles(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => !path.endsWith(".test.ts") && statSync(join(root, path)).isFile())
    .sort();
}

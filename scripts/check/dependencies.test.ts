import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDependencies } from "@/scripts/check/tools";

const root = fileURLToPath(new URL("../..", import.meta.url));
mkdirSync(join(root, ".test"), { recursive: true });
const tree = mkdtempSync(join(root, ".test/dependencies-"));
let output = "";

const files: Record<string, string[]> = {
  "lib/proof/chain.ts": ["@noble/hashes/sha2.js", "zod"],
  "lib/a/model.ts": ["zod", "@/lib/proof/chain", "node:fs", "@/db/client"],
  "lib/a/queries.ts": ["@/db/client", "@/lib/a/model", "@/lib/a/loaders", "next/server"],
  "lib/a/loaders.ts": ["@/lib/b/queries", "next/server", "@/db/client"],
  "lib/b/queries.ts": ["@/lib/kit/log"],
  "lib/b/sources/github.ts": ["@/lib/a/model", "@/lib/b/queries"],
  "lib/kit/log.ts": ["pino", "node:os"],
  "lib/kit/name.ts": ["@/lib/kit/log"],
  "db/client.ts": ["postgres", "@/lib/kit/name", "@/lib/b/queries"],
  "components/table.tsx": ["react", "@/lib/kit/name", "@/lib/a/loaders", "postgres"],
  "app/page.tsx": ["@/lib/a/loaders", "@/components/table", "@/lib/b/queries"],
  "app/api/route.ts": ["@/lib/b/queries", "@/db/client"],
  "lib/a/model.test.ts": ["@/db/client", "node:fs", "vitest", "@/lib/a/queries"],
  "lib/a/lost.ts": ["@/lib/a/nowhere"],
  "lib/c/one.ts": ["@/lib/c/other"],
  "lib/c/other.ts": ["@/lib/c/one"],
};

beforeAll(async () => {
  for (const [path, imports] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    const text = imports.map((name) => `import "${name}";`).join("\n");
    writeFileSync(join(tree, path), `${text}\nexport const one = 1;\n`);
  }
  const rules = [".dependency-cruiser.cjs", "scripts/check/dependency-rows.cjs"];
  for (const name of [...rules, "tsconfig.json", "package.json"]) {
    cpSync(join(root, name), join(tree, name));
  }
  output = (await checkDependencies(tree)).output;
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

const isRefused = (from: string, to: string) =>
  output
    .split("\n")
    .some((line) => line.includes(`not-in-allowed: ${from} → `) && line.includes(to));

describe("the table of who may import whom", () => {
  it.each([
    ["lib/proof/chain.ts", "zod"],
    ["lib/a/model.ts", "fs"],
    ["lib/a/model.ts", "db/client.ts"],
    ["lib/a/queries.ts", "lib/a/loaders.ts"],
    ["lib/a/queries.ts", "next/server"],
    ["lib/a/loaders.ts", "db/client.ts"],
    ["lib/b/sources/github.ts", "lib/b/queries.ts"],
    ["lib/kit/name.ts", "lib/kit/log.ts"],
    ["db/client.ts", "lib/b/queries.ts"],
    ["components/table.tsx", "lib/a/loaders.ts"],
    ["components/table.tsx", "node_modules/postgres"],
    ["app/page.tsx", "lib/b/queries.ts"],
  ])("refuses %s to import %s", (from, to) => {
    expect(isRefused(from, to)).toBe(true);
  });

  it.each([
    ["lib/proof/chain.ts", "@noble/hashes"],
    ["lib/a/model.ts", "zod"],
    ["lib/a/queries.ts", "db/client.ts"],
    ["lib/a/loaders.ts", "lib/b/queries.ts"],
    ["lib/b/queries.ts", "lib/kit/log.ts"],
    ["lib/kit/log.ts", "pino"],
    ["db/client.ts", "postgres"],
    ["components/table.tsx", "lib/kit/name.ts"],
    ["app/page.tsx", "components/table.tsx"],
    ["app/api/route.ts", "lib/b/queries.ts"],
    ["app/api/route.ts", "db/client.ts"],
    ["lib/a/model.test.ts", "db/client.ts"],
  ])("lets %s import %s", (from, to) => {
    expect(isRefused(from, to)).toBe(false);
  });

  it("names a circle and an import that leads nowhere", () => {
    expect(output).toContain("no-circular: lib/c/");
    expect(output).toContain("not-found: lib/a/lost.ts → @/lib/a/nowhere");
  });
});

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findBinaries, hydrate, programPath } from "@/db/embedded/binaries";

const folder = mkdtempSync(join(tmpdir(), "custody-binaries-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the PostgreSQL binaries", () => {
  it("run although install scripts were skipped", () => {
    const native = join(folder, "native");
    cpSync(findBinaries().folder, native, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
    for (const { target } of links) rmSync(join(folder, target));
    const binary = programPath({ folder: native, major: 18 }, "postgres");
    expect(spawnSync(binary, ["--version"]).status).not.toBe(0);
    hydrate(native);
    expect(`${spawnSync(binary, ["--version"]).stdout}`).toContain("PostgreSQL) 18");
  });
});

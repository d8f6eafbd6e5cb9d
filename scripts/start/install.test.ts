import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

type Install = {
  checkNode: (version: string) => void;
  isInstalled: (folder: string) => boolean;
};
type Packages = Record<string, { version?: string; optional?: boolean }>;
type Complete = {
  completeLockfile: (lockfile: { packages: Record<string, object> }) => {
    lockfile: { packages: Record<string, object> };
    added: string[];
  };
};

const load = (path: string) => import(new URL(path, import.meta.url).href);
const { checkNode, isInstalled }: Install = await load("install.mjs");
const { completeLockfile }: Complete = await load("../complete-lockfile.mjs");

const folder = mkdtempSync(join(tmpdir(), "custody-install-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compare(wanted: Packages, found: Packages): boolean {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: wanted }));
  const hidden = join(folder, "node_modules/.package-lock.json");
  writeFileSync(hidden, JSON.stringify({ packages: found }));
  return isInstalled(folder);
}

describe("the installation", () => {
  it("refuses a Node that is too old and says where to get another", () => {
    for (const version of ["18.20.0", "20.18.3"]) {
      expect(() => checkNode(version)).toThrow(/needs Node 20\.19 or later.*nodejs\.org/);
    }
    for (const version of ["20.19.0", "22.0.0", "24.11.1"]) checkNode(version);
  });

  it("is stale when a package is missing or has another version", () => {
    const wanted = { "": {}, "node_modules/a": { version: "1.0.0" } };
    expect(compare(wanted, { "node_modules/a": { version: "1.0.0" } })).toBe(true);
    expect(compare(wanted, { "node_modules/a": { version: "1.0.1" } })).toBe(false);
    expect(compare(wanted, {})).toBe(false);
  });

  it("does not miss the packages of other platforms", () => {
    const wanted = { "node_modules/a-darwin": { version: "1.0.0", optional: true } };
    expect(compare(wanted, {})).toBe(true);
  });
});

describe("the lockfile", () => {
  const parent = {
    version: "1.0.0",
    dev: true,
    optionalDependencies: { "a-linux-x64": "1.0.0", "a-win32-arm64": "1.0.0" },
  };

  it("gets the platforms a partial registry left out, so that npm ci accepts it", () => {
    const packages = { "node_modules/a": parent, "node_modules/a-linux-x64": {} };
    const { lockfile, added } = completeLockfile({ packages });
    expect(added).toEqual(["node_modules/a-win32-arm64"]);
    expect(lockfile.packages["node_modules/a-win32-arm64"]).toEqual({
      version: "1.0.0",
      cpu: ["arm64"],
      dev: true,
      optional: true,
      os: ["win32"],
    });
    expect(completeLockfile(lockfile).added).toEqual([]);
  });

  it("finds a platform's package that is nested in its parent", () => {
    const packages = {
      "node_modules/a": { optionalDependencies: { b: "1.0.0" } },
      "node_modules/a/node_modules/b": { version: "1.0.0" },
    };
    expect(completeLockfile({ packages }).added).toEqual([]);
  });
});

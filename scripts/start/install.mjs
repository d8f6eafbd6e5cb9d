import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { step } from "./progress.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** No package may run a script of its own at installation; add one here with its reason. */
const allowedInstallScripts = [];

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Custody needs Node 20.19 or later and this is ${version}. Get one at https://nodejs.org`,
  );
}

/** Brings `node_modules` to what the lockfile says, unless it is there already. */
export async function ensureInstalled(folder = root) {
  const stamp = join(folder, "node_modules/.custody-lock");
  const wanted = hashInputs(folder);
  if (readText(stamp) === wanted) return false;
  if (!isInstalled(folder))
    await step("Installing packages", () => installPackages(folder));
  if (!applyPatches(folder)) {
    await step("Installing packages again for changed patches", () =>
      installPackages(folder),
    );
    if (!applyPatches(folder)) throw new Error("The patches in patches/ do not apply.");
  }
  writeFileSync(stamp, wanted);
  return true;
}

function installPackages(folder) {
  runNpm(folder, ["ci", "--include=dev", "--include=optional", "--ignore-scripts"]);
  if (allowedInstallScripts.length > 0)
    runNpm(folder, ["rebuild", ...allowedInstallScripts]);
}

function runNpm(folder, options) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const shell = process.platform === "win32";
  const ran = spawnSync("npm", [...options, ...quiet], {
    cwd: folder,
    shell,
    stdio: "inherit",
  });
  if (ran.status === 0) return;
  const why = ran.error ? ran.error.message : `npm ended with code ${ran.status}`;
  throw new Error(`The packages could not be installed (npm ${options[0]}): ${why}`);
}

/** Does nothing to packages that are patched already. */
function applyPatches(folder) {
  const patch = join(folder, "node_modules/patch-package/index.js");
  const ran = spawnSync(process.execPath, [patch, "--error-on-fail"], { cwd: folder });
  return ran.status === 0;
}

/** npm writes down what it installed: equal to the lockfile, whoever ran it. */
export function isInstalled(folder) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  const found = readPackages(join(folder, "node_modules/.package-lock.json"));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    if (found[path]) return found[path].version === version;
    return optional === true;
  });
}

function readPackages(file) {
  const text = readText(file);
  return text === null ? null : JSON.parse(text).packages;
}

function hashInputs(folder) {
  const hash = createHash("sha256").update(
    readFileSync(join(folder, "package-lock.json")),
  );
  const patches = join(folder, "patches");
  for (const name of existsSync(patches) ? readdirSync(patches).sort() : []) {
    hash.update(name).update(readFileSync(join(patches, name)));
  }
  return hash.digest("hex");
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

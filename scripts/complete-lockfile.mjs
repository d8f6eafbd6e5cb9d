// A registry that holds only some platforms' packages (a company mirror, say) leaves the others out
// of package-lock.json, and `npm ci` then refuses everywhere. This adds what is missing, by the
// exact versions their parents name: node scripts/complete-lockfile.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd"];
const others = {
  win32: "win32",
  windows: "win32",
  openharmony: "openharmony",
  sunos: "sunos",
};
const processors = [
  "arm64",
  "arm",
  "x64",
  "ia32",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "wasm32",
];

/** Adds every optional package an entry names by exact version and the lockfile lacks. */
export function completeLockfile(lockfile) {
  const { packages } = lockfile;
  const added = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => findPackage(packages, path, name) === undefined)
      .filter(([, version]) => /^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
      .map(([name, version]) => [
        placeOf(packages, name, version, path),
        describe(name, version, entry),
      ]),
  );
  const all = { ...packages, ...Object.fromEntries(added) };
  const sorted = Object.fromEntries(
    Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return {
    lockfile: { ...lockfile, packages: sorted },
    added: added.map(([path]) => path),
  };
}

/** Node's own way to find a package: in the folder itself, then in each one above. */
function findPackage(packages, from, name) {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))
  ) {
    const path =
      folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path]) return packages[path];
    if (!folder.includes("/node_modules/")) break;
  }
  return packages[`node_modules/${name}`];
}

function placeOf(packages, name, version, parent) {
  const taken = packages[`node_modules/${name}`];
  const isFree = taken === undefined || taken.version === version;
  return isFree ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
}

function describe(name, version, { dev }) {
  const words = name.split(/[/@-]/);
  const system = words.map((word) => others[word] ?? word).find(isSystem);
  const processor =
    processors.find((one) => words.includes(one)) ??
    (words.includes("arm-gnueabihf") ? "arm" : undefined);
  const libc = words.includes("musl")
    ? "musl"
    : words.includes("gnu")
      ? "glibc"
      : undefined;
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}

function isSystem(word) {
  return systems.includes(word) || Object.values(others).includes(word);
}

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lockfile, added } = completeLockfile(JSON.parse(readFileSync(file, "utf8")));
  const isCheck = process.argv.includes("--check");
  if (!isCheck && added.length > 0)
    writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  const verb = isCheck ? "lacks" : "now has";
  if (added.length > 0)
    process.stdout.write(`package-lock.json ${verb}:\n${added.join("\n")}\n`);
  process.exitCode = isCheck && added.length > 0 ? 1 : 0;
}

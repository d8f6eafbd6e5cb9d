import type { Finding } from "@/scripts/check/source";

const foldersMax = 6;
const codeFolders = /^(app|components|lib|db|scripts|testing|e2e|bench)\//;
const vague = new Set(["util", "utils", "helper", "helpers", "type", "types", "index"]);
const schemaIndex = "db/schema/index.ts";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Next gives folders meaning: (group), [parameter], [...rest], @slot, _private. */
const routeFolder = /^(\([a-z.-]+\)|\[{1,2}(\.{3})?[a-z-]+\]{1,2}|[@_][a-z-]+)$/;

export function checkNames(paths: string[]): Finding[] {
  return paths
    .filter((path) => codeFolders.test(path))
    .flatMap((path) => problemsOf(path).map((say) => ({ file: path, line: 1, say })));
}

function problemsOf(path: string): string[] {
  const segments = path.split("/");
  const file = segments.at(-1) ?? "";
  const folders = segments.slice(0, -1);
  const problems: string[] = [];
  if (vague.has(file.split(".")[0] ?? "") && path !== schemaIndex) {
    problems.push("this name says nothing: name the file after the one noun it is about");
  }
  if (
    !isKebab(file) ||
    !folders.every((folder) => isKebab(folder) || isRoute(path, folder))
  ) {
    problems.push("names are kebab-case: small letters, digits and hyphens");
  }
  if (folders.length > foldersMax) {
    problems.push(`${folders.length} folders deep, at most ${foldersMax}`);
  }
  return problems;
}

function isKebab(segment: string): boolean {
  return kebab.test(segment);
}

function isRoute(path: string, folder: string): boolean {
  return path.startsWith("app/") && routeFolder.test(folder);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One thing that is wrong: where, what, and what to do. */
export type Finding = { file: string; line: number; say: string };

export type Source = { path: string; text: string; tree: ts.SourceFile | null };

const ignoredFolders = new Set([
  ".custody",
  ".git",
  ".next",
  ".test",
  "docs",
  "drizzle",
  "node_modules",
  "playwright-report",
  "public",
  "test-results",
]);

const ignoredFiles = new Set(["next-env.d.ts", "package-lock.json"]);
const code = /\.(ts|tsx|mjs|cjs)$/;
const text = /\.(ts|tsx|mjs|cjs|sql|css)$/;

/** Everything people wrote here that has rules; paths are from the root, with slashes. */
export function readSources(root: string): Source[] {
  return listFiles(root, "")
    .filter((path) => text.test(path))
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
}

export function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((item) => {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (!item.isDirectory()) return ignoredFiles.has(path) ? [] : [path];
      return ignoredFolders.has(path) ? [] : listFiles(root, path);
    });
}

export function parseSource(path: string, content: string): Source {
  const tree = code.test(path)
    ? ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true)
    : null;
  return { path, text: content, tree };
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /^(testing|e2e|bench)\//.test(path);
}

export function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

export function findingAt(source: Source, node: ts.Node, say: string): Finding {
  const line = source.tree ? lineOf(source.tree, node.getStart()) : 1;
  return { file: source.path, line, say };
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

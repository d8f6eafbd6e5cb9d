import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Source } from "@/scripts/check/source";
import { collectTitles } from "@/scripts/check/titles";

const list = "docs/security-tests.md";
const wanted = [...range(1, 20), ...range(39, 46), ...range(61, 74)];

/** The list of acceptance tests names each of them, and tests that are there. */
export function checkSecurityTests(root: string, sources: Source[]): Finding[] {
  const file = join(root, list);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const rows = lines.flatMap((text, at) => {
    const [, id = ""] = /^\| (T-\d+) \|/.exec(text) ?? [];
    return id === "" ? [] : [{ id, text, line: at + 1 }];
  });
  const missing = wanted.filter((id) => !rows.some((row) => row.id === id));
  return [
    ...missing.map((id) => ({ file: list, line: 1, say: `${id} has no row` })),
    ...rows.flatMap(({ id, text, line }) => {
      const named = [...text.matchAll(/`([^`]+)`: "(.+?)"(?=<br>| \|)/g)];
      const problems = named.flatMap(([, path = "", title = ""]) =>
        isThere(sources, path, title) ? [] : [`${path} has no test "${title}"`],
      );
      const said = named.length === 0 ? [`${id} names no test`] : problems;
      return said.map((say) => ({ file: list, line, say }));
    }),
  ];
}

function isThere(sources: Source[], path: string, title: string): boolean {
  const source = sources.find((one) => one.path === path);
  if (!source) return false;
  if (path.startsWith("bench/")) return source.text.includes(title);
  return collectTitles(source).some(
    ({ pattern }) => pattern.test(title) || pattern.source === `^${title}$`,
  );
}

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => {
    return `T-${String(first + at).padStart(2, "0")}`;
  });
}

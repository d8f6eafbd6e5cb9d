import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedDir } from "./shared-folder";

const fuzzDir = join(sharedDir, "fuzz");

const lists = {
  "big list of naughty strings": () => readJson<string[]>("blns/blns.json"),
  "own hostile text": () =>
    readJson<{ vectors: { v: string }[] }>("own/text-hostile.json").vectors.map(
      ({ v }) => v,
    ),
  "XSS payloads": () => [
    ...readLines("payloadsallthethings/XSS Injection/Intruders"),
    ...readLines("fuzzdb/attack/xss"),
  ],
  "SQL payloads": () => [
    ...readLines("payloadsallthethings/SQL Injection/Intruder"),
    ...readLines("fuzzdb/attack/sql-injection/detect"),
  ],
  "unicode and control strings": () => [
    ...readLines("fuzzdb/attack/unicode"),
    ...readLines("fuzzdb/attack/control-chars"),
    ...readLines("fuzzdb/attack/format-strings"),
    ...readLines("fuzzdb/attack/http-protocol"),
  ],
} as const;

export type HostileList = keyof typeof lists;
export const hostileLists = Object.keys(lists) as HostileList[];

/** Every distinct string of one of the lists in ../shared/fuzz, longest lines cut. */
export function readHostileText(list: HostileList): string[] {
  const texts = lists[list]().map((text) => text.slice(0, 1000));
  return [...new Set(texts)].filter((text) => text !== "");
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(fuzzDir, path), "utf8")) as T;
}

function readLines(folder: string): string[] {
  return readdirSync(join(fuzzDir, folder))
    .filter((file) => !/\.(md|php|html|js)$/.test(file))
    .sort()
    .flatMap((file) => readFileSync(join(fuzzDir, folder, file), "utf8").split(/\r?\n/));
}

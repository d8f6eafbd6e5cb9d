import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../app", import.meta.url));
const exported =
  /^export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b(.*)$/gm;

export type BuiltRoute = {
  method: string;
  /** As in the address, parameters in brackets: /records/[type]/[id]. */
  path: string;
  isPage: boolean;
  /** The route answers this method with 405 and nothing else. */
  isRefused: boolean;
};

/** Every page and every exported method of every route handler under app/. */
export function listBuiltRoutes(): BuiltRoute[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  return files.flatMap((file): BuiltRoute[] => {
    const path = pathOf(file);
    const isPage = /(^|\/)page\.tsx$/.test(file);
    if (isPage) return [{ method: "GET", path, isPage, isRefused: false }];
    if (!/(^|\/)route\.ts$/.test(file)) return [];
    const source = readFileSync(`${root}/${file}`, "utf8");
    return [...source.matchAll(exported)].map(([, method = "", rest = ""]) => ({
      method,
      path,
      isPage,
      isRefused: rest.includes("refuseMethod("),
    }));
  });
}

export function nameRoute({ method, path }: BuiltRoute): string {
  return `${method} ${path}`;
}

function pathOf(file: string): string {
  const parts = file.split("/").slice(0, -1);
  return `/${parts.filter((part) => !part.startsWith("(")).join("/")}`;
}

import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** Imports a TypeScript file of the project; the path is from the project's root. */
export async function importTypeScript(path) {
  process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("tsconfig.json", root));
  const { register } = await import("tsx/esm/api");
  register();
  return import(new URL(path, root).href);
}

import { checkNode, ensureInstalled } from "./start/install.mjs";
import { fail } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await ensureInstalled();
  await importTypeScript("bench/run.ts");
} catch (error) {
  fail(error);
}

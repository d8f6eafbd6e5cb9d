import { checkNode, ensureInstalled } from "./start/install.mjs";
import { fail } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await ensureInstalled();
  const { runChecks } = await importTypeScript("scripts/check/run.ts");
  process.exitCode = await runChecks();
} catch (error) {
  fail(error);
}

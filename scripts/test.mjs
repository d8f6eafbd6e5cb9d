import { checkNode, ensureInstalled } from "./start/install.mjs";
import { fail } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await ensureInstalled();
  const { runTests } = await importTypeScript("scripts/test/run.ts");
  process.exitCode = await runTests();
} catch (error) {
  fail(error);
  process.stdout.write("0 passed, 1 failed\n");
}

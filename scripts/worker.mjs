import { checkNode, ensureInstalled } from "./start/install.mjs";
import { fail, step } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await ensureInstalled();
  const { prepareAlone } = await importTypeScript("scripts/start/alone.ts");
  await prepareAlone({ step });
  await importTypeScript("scripts/worker.ts");
} catch (error) {
  fail(error);
}

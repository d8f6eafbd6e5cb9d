import { checkNode, ensureInstalled } from "./start/install.mjs";
import { fail, step } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await ensureInstalled();
  const { start } = await importTypeScript("scripts/start/run.ts");
  await start({ step, isDevelopment: process.argv.includes("--dev") });
} catch (error) {
  fail(error);
}

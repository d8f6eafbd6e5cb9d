#!/usr/bin/env node
import { checkNode } from "./start/install.mjs";
import { fail } from "./start/progress.mjs";
import { importTypeScript } from "./start/typescript.mjs";

try {
  checkNode();
  await importTypeScript("scripts/custody.ts");
} catch (error) {
  fail(error);
}

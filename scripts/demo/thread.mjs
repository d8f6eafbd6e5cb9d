import { importTypeScript } from "../start/typescript.mjs";

await importTypeScript("scripts/demo/thread.ts");

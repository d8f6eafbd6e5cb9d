import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Outside data beside the project: corpora, vectors, fuzz lists. A clone may not have it. */
export const sharedDir = fileURLToPath(new URL("../../shared/", import.meta.url));
export const hasShared = existsSync(sharedDir);

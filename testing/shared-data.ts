import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

export const sharedDir = fileURLToPath(new URL("../../shared/", import.meta.url));

/** The only skip the house allows: outside data that a user's clone does not have. */
export function describeShared(title: string, body: () => void): void {
  if (existsSync(sharedDir)) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    it.skip(`skipped: ${sharedDir} is absent`, () => {});
  });
}

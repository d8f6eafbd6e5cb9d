import { describe, it } from "vitest";
import { hasShared, sharedDir } from "./shared-folder";

export { sharedDir } from "./shared-folder";

/** The only skip the house allows: outside data that a user's clone does not have. */
export function describeShared(title: string, body: () => void): void {
  if (hasShared) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    it.skip(`skipped: ${sharedDir} is absent`, () => {});
  });
}

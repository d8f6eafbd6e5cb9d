import type { BundleVerdict } from "@/lib/proof/bundle-verdict";
import type { Policy } from "@/lib/proof/policy";
import { type Progress, verifyArchive } from "@/lib/proof/verify-bundle";

/** How long a page may be busy before it must be able to answer its reader. */
const stepMs = 24;

/** Checks a bundle in the page itself, in steps, so that the page stays alive. */
export async function checkInSteps(
  bytes: Uint8Array,
  policy: Policy,
  onProgress: (progress: Progress) => void,
): Promise<BundleVerdict> {
  const checking = verifyArchive(bytes, policy);
  for (;;) {
    const endMs = performance.now() + stepMs;
    let step = checking.next();
    while (!step.done && performance.now() < endMs) step = checking.next();
    if (step.done) return step.value;
    onProgress(step.value);
    await nextTurn();
  }
}

/** A message comes at once, where a timer of a page in the background waits a second. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

import { boundHeap } from "./heap-bound";

/** The worker's work included, where there is no other worker. */
const heapMebibytesMax = 1024;

/** How the web process is started, whoever starts it. */
export function listWebCommand(given: string[] = [], nodeOptions?: string): string[] {
  const bound = boundHeap(heapMebibytesMax, nodeOptions);
  return [...bound, "--import", "tsx", "scripts/web.ts", ...given];
}

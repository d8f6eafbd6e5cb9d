import { boundHeap, workerMebibytesMax } from "./heap-bound";

/** How a worker beside the web process is started. */
export function listWorkerCommand(nodeOptions?: string): string[] {
  return [
    ...boundHeap(workerMebibytesMax, nodeOptions),
    "--import",
    "tsx",
    "scripts/worker.ts",
  ];
}

/**
 * Node takes as much memory as the machine has before it cleans up; told of a bound it keeps
 * to a few times what is in use, at the same speed. NODE_OPTIONS may name another.
 */
const boundOption = "--max-old-space-size";

/** Of a worker beside the web process; `npm run bench -- exports` says what it then takes. */
export const workerMebibytesMax = 512;

export function boundHeap(
  mebibytesMax: number,
  nodeOptions = process.env.NODE_OPTIONS ?? "",
): string[] {
  return nodeOptions.includes(boundOption) ? [] : [`${boundOption}=${mebibytesMax}`];
}

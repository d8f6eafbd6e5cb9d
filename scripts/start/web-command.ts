/**
 * Node takes as much memory as the machine has before it cleans up; told of a bound it keeps
 * to a few times what is in use, at the same speed. NODE_OPTIONS may name another.
 */
const heapMebibytesMax = 1024;
const boundOption = "--max-old-space-size";

/** How the web process is started, whoever starts it. */
export function listWebCommand(
  given: string[] = [],
  nodeOptions = process.env.NODE_OPTIONS ?? "",
): string[] {
  const bound = nodeOptions.includes(boundOption)
    ? []
    : [`${boundOption}=${heapMebibytesMax}`];
  return [...bound, "--import", "tsx", "scripts/web.ts", ...given];
}

import type { Entry, Target } from "./model";

/** For each record that a list shows as deleted: the place of its deletion. */
export type Deletions = Readonly<Record<string, number>>;

export function listDeletions(entries: readonly Entry[]): Deletions {
  const deletions: Record<string, number> = {};
  for (const { verb, outcome, target, idx } of entries) {
    if (verb !== "delete" || outcome !== "success" || !target) continue;
    const key = keyOf(target);
    if (key !== null) deletions[key] = Math.max(idx, deletions[key] ?? 0);
  }
  return deletions;
}

/** Whether the record of this entry was deleted later, as far as the list shows. */
export function isDeletedSince({ target, idx }: Entry, deletions: Deletions): boolean {
  const key = target && keyOf(target);
  return key !== null && (deletions[key] ?? -1) > idx;
}

function keyOf({ type, id }: Target): string | null {
  return id === null ? null : `${type} ${id}`;
}

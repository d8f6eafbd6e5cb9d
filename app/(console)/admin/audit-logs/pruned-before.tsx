import { PrunedRows } from "@/components/entries/pruned-rows";
import type { LoadedLog } from "@/lib/entries/loaders";
import { loadPruned } from "@/lib/pruned-stretches/loaders";

type Props = { log: LoadedLog; client: string | null };

/** Where a list ends at the beginning of what is kept: what was pruned before it. */
export async function PrunedBefore({ log, client }: Props) {
  const { from } = log.range;
  const { beganAt } = log.ends;
  const isAtStart =
    from === null || (beganAt !== null && Date.parse(from) <= Date.parse(beganAt));
  if (!isAtStart || log.olderCursor !== null) return null;
  return <PrunedRows stretches={await loadPruned(client)} />;
}

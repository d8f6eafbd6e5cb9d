import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/access/model";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { listExplanations } from "@/lib/explanations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import type { OpeningFacts, Sealing } from "./model";

/** What the details of one entry tell besides the entry. */
export async function findOpeningFacts(
  scope: Scope,
  entry: Entry,
): Promise<Omit<OpeningFacts, "mayPin">> {
  const [seal, deletedSince, explanations] = await Promise.all([
    findSealing(scope, entry.idx),
    findDeletionSince(scope, entry),
    entry.reason === null ? listExplanations(scope, entry.id) : [],
  ]);
  return { seal, deletedSince, explanations };
}

/** The first checkpoint that covers a place of the log; null until there is one. */
function findSealing(scope: Scope, idx: number): Promise<Sealing | null> {
  return readInScope(scope, async (tx) => {
    const [row] = await tx.execute<Sealing>(sql`
      select o.epoch_index::float8 as checkpoint,
        custody.format_instant(e.sealed_at) as "sealedAt"
      from custody.sealed_organizations o
      join custody.epochs e on e.epoch_index = o.epoch_index
      where o.organization_id = ${scope.organizationId}::uuid and o.size > ${idx}
      order by o.epoch_index limit 1`);
    return row ?? null;
  });
}

async function findDeletionSince(scope: Scope, entry: Entry): Promise<string | null> {
  const { target, idx } = entry;
  if (!target?.id) return null;
  const only = (term: string) => ({ include: [term], exclude: [] });
  const terms = {
    verb: only("delete"),
    entity: only(target.type),
    id: only(target.id),
    outcome: only("success"),
  };
  const page = { limit: 1, order: "desc" as const, cursor: null, offset: 0 };
  const selection = {
    filter: { ...everything, terms },
    range: { from: null, to: null },
  };
  const [deletion] = (await listPage(scope, selection, page)).entries;
  return deletion && deletion.idx > idx ? deletion.recorded_at : null;
}

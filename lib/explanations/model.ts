import type { FieldName } from "@/lib/entries/fields";
import type { Filter } from "@/lib/entries/filter";
import { defaultView, formatView } from "@/lib/entries/view";
import { privilegedActionIds } from "@/lib/reasons/model";

/** Why something was done, told afterwards: an entry of its own, beside the one it is about. */
export type Explanation = {
  reason: string;
  ticket: string | null;
  by: string;
  at: string;
  /** The entry that tells it. */
  entryId: string;
};

export const explainedAction = "entry.explained";

const range = { kind: "relative", token: "90d" } as const;

function createTerms(asked: Partial<Record<FieldName, string[]>>): Filter {
  const terms = Object.entries(asked).map(([field, include]) => [
    field,
    { include, exclude: [] },
  ]);
  return { ...defaultView.filter, range, terms: Object.fromEntries(terms) };
}

/** What people did of what an organization may ask a reason for. */
export const privilegedFilter = createTerms({
  action: [...privilegedActionIds],
  outcome: ["success"],
  actor: ["type:user"],
});
export const privilegedQuery = formatView({ ...defaultView, filter: privilegedFilter });

export const explanationFilter = createTerms({ action: [explainedAction] });

export function explanationsOf(entryId: string): Filter {
  const filter = createTerms({
    action: [explainedAction],
    entity: ["entry"],
    id: [entryId],
  });
  return { ...filter, range: { kind: "relative", token: "all" } };
}

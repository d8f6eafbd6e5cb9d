import { everything, type Filter, includeOnly } from "@/lib/entries/filter";
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

/** What people did of what an organization may ask a reason for. */
export const privilegedFilter: Filter = {
  ...everything,
  range,
  terms: includeOnly({
    action: [...privilegedActionIds],
    outcome: ["success"],
    actor: ["type:user"],
  }),
};
export const privilegedQuery = formatView({ ...defaultView, filter: privilegedFilter });

export const explanationFilter: Filter = {
  ...everything,
  range,
  terms: includeOnly({ action: [explainedAction] }),
};

export function explanationsOf(entryId: string): Filter {
  const terms = { action: [explainedAction], entity: ["entry"], id: [entryId] };
  return { ...everything, terms: includeOnly(terms) };
}

import type { Scope } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { listPage } from "@/lib/entries/queries";
import { resolveRange } from "@/lib/entries/range";
import {
  type Explanation,
  explanationFilter,
  explanationsOf,
  privilegedFilter,
} from "./model";

const lookedAtMax = 500;
const explanationsMax = 1000;
const newestFirst = { order: "desc" as const, cursor: null, offset: 0 };

export type Unexplained = {
  entries: Entry[];
  /** How many privileged entries there are, and how many of the newest were looked at. */
  total: number;
  lookedAtCount: number;
};

/** The newest privileged entries that tell no reason and got none afterwards. */
export async function listUnexplained(scope: Scope, zone: string): Promise<Unexplained> {
  const range = resolveRange(privilegedFilter, new Date(), zone);
  const [privileged, explained] = await Promise.all([
    listPage(
      scope,
      { filter: privilegedFilter, range },
      { ...newestFirst, limit: lookedAtMax },
    ),
    listPage(
      scope,
      { filter: explanationFilter, range },
      { ...newestFirst, limit: explanationsMax },
    ),
  ]);
  const known = new Set(explained.entries.map(({ target }) => target?.id));
  return {
    entries: privileged.entries.filter(
      ({ id, reason }) => (reason ?? "").trim() === "" && !known.has(id),
    ),
    total: privileged.total,
    lookedAtCount: privileged.entries.length,
  };
}

/** What was told of an entry afterwards, newest first. */
export async function listExplanations(
  scope: Scope,
  entryId: string,
): Promise<Explanation[]> {
  const filter = explanationsOf(entryId);
  const selection = { filter, range: { from: null, to: null } };
  const { entries } = await listPage(scope, selection, { ...newestFirst, limit: 10 });
  return entries.map(({ id, reason, metadata, actor, recorded_at }) => ({
    entryId: id,
    reason: reason ?? "",
    ticket: typeof metadata.ticket === "string" ? metadata.ticket : null,
    by: actor.name ?? actor.email ?? "Somebody",
    at: recorded_at,
  }));
}

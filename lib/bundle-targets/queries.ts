import type { Scope } from "@/lib/access/model";
import { resolveClients } from "@/lib/client-names/queries";
import type { Filter } from "@/lib/entries/filter";
import { readInScope } from "@/lib/runtime/transaction";

/** The chain a bundle is of, null where it is the organization's, and what is left to ask. */
export type BundleTarget = { clientId: string | null; filter: Filter };

/**
 * A filter that names one client is about that client's stream, of which a bundle can show
 * that nothing is missing. Null where the scope reaches no whole chain: a bundle of some
 * entries of a chain would tell its reader of the others.
 */
export async function findBundleTarget(
  scope: Scope,
  filter: Filter,
): Promise<BundleTarget | null> {
  const named = await findNamedClient(scope, filter);
  const { client: _named, ...terms } = filter.terms;
  const clientId = scope.clientId ?? named;
  if (clientId === null) return scope.own === null ? { clientId, filter } : null;
  if (scope.own !== null && !scope.own.clientIds.includes(clientId)) return null;
  return { clientId, filter: named === clientId ? { ...filter, terms } : filter };
}

/** The client that a filter is about, if it is about one alone. */
async function findNamedClient(scope: Scope, { terms }: Filter): Promise<string | null> {
  const { include = [], exclude = [] } = terms.client ?? {};
  const [reference] = include;
  if (reference === undefined || include.length + exclude.length > 1) return null;
  const found = await readInScope(scope, (tx) => resolveClients(tx, [reference]));
  return found.get(reference)?.id ?? null;
}

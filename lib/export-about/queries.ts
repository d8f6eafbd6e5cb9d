import type { Scope } from "@/lib/access/model";
import type { ResolvedRange } from "@/lib/entries/range";
import type { ExportQuery } from "@/lib/exports/model";
import { describeQuery } from "@/lib/exports/query-words";
import type { ExportAbout } from "@/lib/exports/row-format";
import { findOrganizationById, listLogKeys } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";

type Asked = Pick<ExportAbout, "id" | "zone" | "createdAt" | "madeBy"> & {
  query: ExportQuery;
  range: ResolvedRange;
};

/** What a file says of itself beside its entries. */
export function findAbout(scope: Scope, asked: Asked): Promise<ExportAbout> {
  const { query, range, ...rest } = asked;
  const words = describeQuery(query.text ?? "range=all", asked.zone);
  return readInScope(scope, async (tx) => {
    const organization = await findOrganizationById(tx, scope.organizationId);
    return {
      ...rest,
      organization: organization?.name ?? "",
      isDemo: organization?.isDemo ?? false,
      isLimited: scope.clientId !== null,
      filter: words.filter,
      range: describeEnds(words.range, range),
      upto: query.filter.upto,
      keys: await listLogKeys(tx),
    };
  });
}

/** "Last 7 days" says nothing to who reads it next year. */
function describeEnds(words: string, { from, to }: ResolvedRange): string {
  if (from === null && to === null) return words;
  return `${words} (${from ?? "the beginning"} to ${to ?? "the end"})`;
}

import { placeWith } from "@/components/entries/log-place";
import type { PivotTerms } from "@/components/entries/pivot-link";
import type { FieldName } from "@/lib/entries/field-names";
import { formatQueryAddress } from "@/lib/entries/query-address";
import { parseQuery } from "@/lib/entries/query-language";

/** The list a row is in, as its address says it. */
export type RowPlace = {
  path: string;
  /** The parameters of the address, without an open entry. */
  query: string;
  /** The conditions of it, as the query box says them. */
  text: string;
};

export type RowLinks = {
  details: (id: string) => string;
  only: (terms: PivotTerms) => string;
};

/** The same addresses as `createEntryLinks`, for scripts: without what fields mean. */
export function createRowLinks({ path, query, text }: RowPlace): RowLinks {
  const params = new URLSearchParams(query);
  const pages = new Set(["e", "before", "after"]);
  const kept = Object.fromEntries([...params].filter(([name]) => !pages.has(name)));
  const asked = parseQuery(text);
  return {
    details: (id) => placeWith(path, params, { e: id }),
    only: (wanted) => {
      const terms = { ...asked.terms };
      for (const [name, term] of Object.entries(wanted)) {
        const { include, exclude } = terms[name as FieldName] ?? {
          include: [],
          exclude: [],
        };
        const isOther = (one: string) => one !== term;
        terms[name as FieldName] = {
          include: [...include.filter(isOther), term],
          exclude: exclude.filter(isOther),
        };
      }
      return `${path}?${formatQueryAddress({ ...asked, terms }, kept)}`;
    },
  };
}

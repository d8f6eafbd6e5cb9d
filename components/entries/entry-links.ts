import type { EntryLinks } from "@/components/entries/viewer";
import { addTerm } from "@/lib/entries/chips";
import type { FieldName } from "@/lib/entries/fields";
import { formatView, type View } from "@/lib/entries/view";

type Terms = Partial<Record<FieldName, string>>;

/** Addresses of the list as its view says: with an entry open, or narrowed to values. */
export function createEntryLinks(path: string, view: View): EntryLinks {
  const href = (next: View) => {
    const query = formatView(next);
    return query === "" ? path : `${path}?${query}`;
  };
  return {
    details: (entry) => href({ ...view, e: entry.id }),
    only: (terms) => href(addTerms(view, terms, "include")),
    exclude: (terms) => href(addTerms(view, terms, "exclude")),
  };
}

/** A record is left out by its id alone: without its type would leave out all of the type. */
function addTerms(view: View, terms: Terms, list: "include" | "exclude"): View {
  const { id, ...others } = terms;
  const used = list === "exclude" && id !== undefined ? { id } : { ...others, ...terms };
  let next: View = { ...view, e: null, before: null, after: null };
  for (const [field, term] of Object.entries(used)) {
    next = addTerm(next, field as FieldName, term, list);
  }
  return next;
}

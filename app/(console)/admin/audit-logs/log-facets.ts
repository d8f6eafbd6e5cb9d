import type { FacetGroup, FacetItem } from "@/components/entries/facet-panel";
import { addTerm, removeTerm } from "@/lib/entries/chips";
import { type FieldName, fields } from "@/lib/entries/fields";
import type { LoadedLog } from "@/lib/entries/loaders";
import type { View } from "@/lib/entries/view";

type Href = (view: View) => string;

/** Fields without counts of their own: any value may be typed. */
const typedFields: FieldName[] = ["category", "action", "ip", "ua", "vendor", "id"];

export function listFacetGroups({ facets, view }: LoadedLog, href: Href): FacetGroup[] {
  return facets.map(({ field, values, otherCount }) => ({
    field,
    label: fields[field].label,
    items: values.map(({ value, label, count }) =>
      describeItem(view, field, href, {
        value,
        label: label ?? fields[field].describe(value),
        count,
      }),
    ),
    otherCount,
    isOpen: fields[field].values === null,
  }));
}

export function listTypedFields(): { field: FieldName; label: string }[] {
  return typedFields.map((field) => ({ field, label: fields[field].label }));
}

/** What facets know actors to be called, so that a chip can say it too. */
export function nameActors({ facets }: LoadedLog): [id: string, name: string][] {
  const actors = facets.find(({ field }) => field === "actor")?.values ?? [];
  return actors.flatMap(({ value, label }) =>
    label === null ? [] : [[value, label] as [string, string]],
  );
}

function describeItem(
  view: View,
  field: FieldName,
  href: Href,
  item: { value: string; label: string; count: number },
): FacetItem {
  const { value } = item;
  const terms = view.filter.terms[field];
  const isIncluded = terms?.include.includes(value) ?? false;
  const isExcluded = terms?.exclude.includes(value) ?? false;
  const isFree = !isIncluded && !isExcluded;
  return {
    ...item,
    state: isIncluded ? "included" : isExcluded ? "excluded" : "free",
    href: href(isFree ? addTerm(view, field, value) : removeTerm(view, field, value)),
    excludeHref: href(addTerm(view, field, value, "exclude")),
  };
}

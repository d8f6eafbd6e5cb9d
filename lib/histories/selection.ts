import type { FieldName } from "@/lib/entries/fields";
import { everything, type Filter } from "@/lib/entries/filter";

type Named = Partial<Record<FieldName, string[]>>;

/** All entries, of all time, with these values. */
export function selectAll(named: Named, hidden: Named = {}): Filter {
  const terms: Filter["terms"] = {};
  for (const [name, include] of Object.entries(named)) {
    terms[name as FieldName] = { include, exclude: [] };
  }
  for (const [name, exclude] of Object.entries(hidden)) {
    const found = terms[name as FieldName]?.include ?? [];
    terms[name as FieldName] = { include: found, exclude };
  }
  return { ...everything, terms };
}

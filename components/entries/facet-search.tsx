"use client";

import { useId, useState } from "react";
import { FilterForm } from "@/components/entries/filter-form";
import { useSuggestions } from "@/components/entries/use-suggestions";
import { Input } from "@/components/ui/input";
import { isFieldName } from "@/lib/entries/field-names";

/** One more value of a field, typed; suggestions come from what the log holds. */
export function FacetSearch({
  field,
  label,
  action,
  pairs,
  client,
}: {
  field: string;
  label: string;
  action: string;
  pairs: [name: string, value: string][];
  client: string | null;
}) {
  const id = useId();
  const [prefix, setPrefix] = useState<string | null>(null);
  const part =
    prefix !== null && isFieldName(field)
      ? { kind: "value" as const, field, prefix, start: 0, end: prefix.length }
      : null;
  const suggestions = useSuggestions(part, client);
  return (
    <FilterForm
      key={JSON.stringify(pairs)}
      action={action}
      role="form"
      aria-label={`Filter by ${label}`}
      className="pt-1"
    >
      {pairs.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="add" value={field} />
      <Input
        name="value"
        list={`${id}-values`}
        aria-label={`${label} is`}
        placeholder={`${label}…`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onFocus={(event) => setPrefix(event.target.value)}
        onChange={(event) => setPrefix(event.target.value)}
        className="h-7 text-xs"
      />
      <datalist id={`${id}-values`}>
        {suggestions.map(({ value, label: called, count }) => (
          <option
            key={value}
            value={value}
            label={[called, count === null ? null : `${count}`]
              .filter((word) => word !== null)
              .join(" · ")}
          />
        ))}
      </datalist>
    </FilterForm>
  );
}

import { ChevronDown } from "lucide-react";
import type { FilterSuggestions, FilterValues } from "@/components/entries/filter-fields";
import { TextFilter } from "@/components/entries/text-filter";
import type { FieldName } from "@/lib/entries/fields";

const rare = [
  { name: "action", label: "Action name", placeholder: "ticket.*" },
  { name: "entity", label: "Entity", placeholder: "ticket" },
  { name: "id", label: "Entity ID", placeholder: "1234" },
  { name: "ip", label: "IP", placeholder: "203.0.113.0/24" },
  { name: "ua", label: "Browser", placeholder: "firefox" },
  { name: "vendor", label: "Vendor", placeholder: "github" },
  { name: "session", label: "Session", placeholder: "" },
  { name: "request", label: "Request", placeholder: "" },
] as const satisfies { name: FieldName; label: string; placeholder: string }[];

export function MoreFilters({
  values,
  suggestions,
}: {
  values: FilterValues;
  suggestions: FilterSuggestions;
}) {
  const suggestionsOf: Partial<Record<FieldName, FilterSuggestions["action"]>> =
    suggestions;
  const usedCount = rare.filter(({ name }) => values[name]).length;
  return (
    <details open={usedCount > 0} className="flow-details group/more contents">
      <summary className="flex h-8 items-center gap-1 rounded-md px-2 text-sm hover:bg-accent max-md:h-11">
        <ChevronDown
          aria-hidden
          className="size-3.5 -rotate-90 transition-transform duration-100 group-open/more:rotate-0"
        />
        More filters
        {usedCount > 0 && <span className="text-muted-foreground">({usedCount})</span>}
      </summary>
      <div className="grid w-full gap-2 md:grid-cols-3 xl:grid-cols-4">
        {rare.map(({ name, label, placeholder }) => (
          <TextFilter
            key={name}
            name={name}
            label={label}
            value={values[name]}
            placeholder={placeholder}
            suggestions={suggestionsOf[name]}
          />
        ))}
      </div>
    </details>
  );
}

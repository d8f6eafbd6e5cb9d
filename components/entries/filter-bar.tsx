import { Search, SlidersHorizontal, X } from "lucide-react";
import { ChoiceFilter } from "@/components/entries/choice-filter";
import {
  closedOptions,
  type FilterName,
  type FilterSuggestions,
  type FilterValues,
} from "@/components/entries/filter-fields";
import { FilterForm } from "@/components/entries/filter-form";
import { MoreFilters } from "@/components/entries/more-filters";
import { type RangePreset, RangePresets } from "@/components/entries/range-presets";
import { TextFilter } from "@/components/entries/text-filter";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Not on the form, but part of the view: they go along. The page cursors do not. */
const carried: FilterName[] = ["range", "by", "upto", "n", "v"];

const closed = [
  { name: "verb", label: "Action" },
  { name: "category", label: "Category" },
  { name: "outcome", label: "Outcome" },
  { name: "source", label: "Source" },
] as const;

type Props = {
  /** The path of the list; the form sends itself there with GET. */
  action: string;
  values: FilterValues;
  presets: RangePreset[];
  suggestions: FilterSuggestions;
};

export function FilterBar({ action, values, presets, suggestions }: Props) {
  return (
    <FilterForm id="filters" action={action} className="grid gap-2 px-6 pt-4 max-md:px-4">
      {carried.map(
        (name) =>
          values[name] && (
            <input key={name} type="hidden" name={name} value={values[name]} />
          ),
      )}
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative min-w-60 flex-1 max-md:w-full">
          <Search
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-2 my-auto size-4 text-muted-foreground"
          />
          <Input
            key={values.q}
            type="search"
            name="q"
            defaultValue={values.q}
            aria-label="Search actions, names, e-mails and details"
            placeholder="Search actions, names, e-mails and details"
            className="pr-2 pl-8"
          />
        </div>
        <RangePresets presets={presets} from={values.from} to={values.to} />
        <Button type="submit" variant="primary" className="max-md:hidden">
          Apply
        </Button>
      </div>
      <FieldSheet values={values} suggestions={suggestions} />
    </FilterForm>
  );
}

/** In the page on a desktop; a full-screen sheet behind one button on a phone. */
function FieldSheet({ values, suggestions }: Pick<Props, "values" | "suggestions">) {
  return (
    <details className="filter-sheet group/sheet">
      <summary className="flex h-11 items-center justify-center gap-2 rounded-md border border-input text-sm">
        <SlidersHorizontal aria-hidden className="size-4" />
        Filters
        <X
          aria-hidden
          className="absolute right-4 hidden size-5 group-open/sheet:block"
        />
      </summary>
      <div className="flex flex-wrap gap-2 max-md:grid max-md:p-4">
        {closed.map(({ name, label }) => (
          <ChoiceFilter
            key={name}
            name={name}
            label={label}
            options={closedOptions[name]}
            value={values[name]}
          />
        ))}
        <TextFilter
          name="actor"
          label="Person"
          value={values.actor}
          suggestions={suggestions.actor}
          className="w-56 max-md:w-full"
        />
        <TextFilter
          name="client"
          label="Client"
          value={values.client}
          suggestions={suggestions.client}
          className="w-48 max-md:w-full"
        />
        <MoreFilters values={values} suggestions={suggestions} />
        <Button type="submit" variant="primary" className="sticky bottom-4 md:hidden">
          Show entries
        </Button>
      </div>
    </details>
  );
}

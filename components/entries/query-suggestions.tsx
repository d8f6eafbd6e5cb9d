import { cn } from "@/components/ui/class-names";
import { showHidden } from "@/lib/entries/visible-text";

export type Suggestion = {
  /** What is put into the query. */
  value: string;
  /** What people call it. */
  label: string | null;
  /** How many entries of the last three months have it; null where nothing was counted. */
  count: number | null;
};

/** The list under the query box; focus stays in the box. */
export function QuerySuggestions({
  id,
  suggestions,
  active,
  onChoose,
}: {
  id: string;
  suggestions: Suggestion[];
  active: number;
  onChoose: (suggestion: Suggestion) => void;
}) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label="Suggestions"
      hidden={suggestions.length === 0}
      className="absolute top-full left-0 z-30 mt-1 max-h-[50vh] w-full max-w-xl overflow-y-auto rounded-md border bg-popover p-1"
    >
      {suggestions.map((suggestion, place) => (
        <div
          key={suggestion.value}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(suggestion);
          }}
          className={cn(
            "flex min-h-7 cursor-pointer items-center gap-3 rounded-sm px-2 text-sm hover:bg-accent max-md:min-h-11",
            place === active && "bg-accent",
          )}
        >
          <span className="min-w-0 truncate">{showHidden(suggestion.value)}</span>
          {suggestion.label !== null && (
            <span className="min-w-0 truncate text-muted-foreground">
              {showHidden(suggestion.label)}
            </span>
          )}
          {suggestion.count !== null && (
            <span className="ml-auto shrink-0 text-muted-foreground tabular-nums">
              {suggestion.count.toLocaleString("en-GB")}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

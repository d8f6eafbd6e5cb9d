import type { FilterOption } from "@/components/entries/filter-fields";
import { cn } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";

/** A field of the filter with its name inside the frame, and suggestions where there are any. */
export function TextFilter({
  name,
  label,
  value,
  placeholder,
  suggestions,
  type,
  className,
}: {
  name: string;
  label: string;
  value: string | undefined;
  placeholder?: string;
  suggestions?: FilterOption[];
  type?: "text" | "date";
  className?: string;
}) {
  const id = `filter-${name}`;
  const listId = suggestions ? `suggest-${name}` : undefined;
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex h-8 items-center rounded-md border border-input bg-background pl-2 text-sm",
        "focus-within:outline-2 focus-within:outline-ring max-md:h-11 max-md:pl-3",
        className,
      )}
    >
      <span className="shrink-0 text-muted-foreground">{label}</span>
      <Input
        key={value}
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        placeholder={placeholder}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        className="h-full border-0 bg-transparent focus-visible:outline-none max-md:h-full"
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((option) => (
            <option key={option.value} value={option.value} label={option.label} />
          ))}
        </datalist>
      )}
    </label>
  );
}

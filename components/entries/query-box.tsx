"use client";

import { Search } from "lucide-react";
import { useId } from "react";
import { QuerySuggestions } from "@/components/entries/query-suggestions";
import { useQueryBox } from "@/components/entries/use-query-box";
import { Input } from "@/components/ui/input";

/**
 * The whole filter as one line of text. A plain field of the form without scripts; with
 * them it suggests fields and values, and a pause in typing asks the question.
 */
export function QueryBox({
  text,
  client,
  name = "query",
  label = "Search",
}: {
  text: string;
  client: string | null;
  name?: string;
  label?: string;
}) {
  const id = useId();
  const { input, typed, suggestions, active, field, choose } = useQueryBox(text, client);
  return (
    <div className="relative min-w-0 flex-1 md:min-w-60">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2 my-auto size-4 text-muted-foreground"
      />
      <Input
        ref={input}
        id={name}
        name={name}
        value={typed}
        {...field}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        aria-describedby={`${id}-help`}
        placeholder='Search, or filter: verb:delete entity:ticket -actor:system "acme"'
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="pr-2 pl-8"
      />
      <span id={`${id}-help`} className="sr-only">
        Words are searched everywhere. field:value narrows, a comma means or, a leading
        dash excludes.
      </span>
      <QuerySuggestions
        id={id}
        suggestions={suggestions}
        active={active}
        onChoose={choose}
      />
    </div>
  );
}

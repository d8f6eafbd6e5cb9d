"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import {
  QuerySuggestions,
  type Suggestion,
} from "@/components/entries/query-suggestions";
import { useSuggestions } from "@/components/entries/use-suggestions";
import { Input } from "@/components/ui/input";
import { completePart, findCaretPart } from "@/lib/entries/query-caret";
import { parseQuery } from "@/lib/entries/query-language";
import { listDoubtfulWords } from "@/lib/entries/query-tokens";

const pauseMs = 300;

/**
 * The whole filter as one line of text. A plain field of the form without scripts; with
 * them it suggests fields and values, and a pause in typing asks the question.
 */
export function QueryBox({ text, client }: { text: string; client: string | null }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  if (shown !== text) {
    setShown(text);
    setTyped(text);
  }
  const part = caret === null ? null : findCaretPart(typed, caret);
  const suggestions = useSuggestions(part, client);
  const isOpen = suggestions.length > 0;
  useTypingPause(input, typed, typed !== text && isWhole(typed));

  function choose({ value }: Suggestion) {
    const field = input.current;
    if (!field || part === null) return;
    const next = completePart(typed, part, value);
    setTyped(next.text);
    setActive(-1);
    requestAnimationFrame(() => {
      field.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  }

  function handleKey(event: KeyboardEvent) {
    const chosen = suggestions[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) return setCaret(input.current?.selectionStart ?? null);
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = suggestions.length + 1;
      setActive(((active + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" || (event.key === "Tab" && chosen)) {
      if (chosen) {
        event.preventDefault();
        choose(chosen);
      } else setCaret(null);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isOpen) setCaret(null);
      else input.current?.blur();
    }
  }

  return (
    <div className="relative min-w-60 flex-1 max-md:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2 my-auto size-4 text-muted-foreground"
      />
      <Input
        ref={input}
        id="query"
        name="query"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setCaret(event.target.selectionStart);
          setActive(-1);
        }}
        onClick={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setCaret(null)}
        onKeyDown={handleKey}
        role="combobox"
        aria-label="Search"
        aria-autocomplete="list"
        aria-expanded={isOpen}
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

/** Half a condition would be searched as text, and find nothing. */
function isWhole(text: string): boolean {
  return listDoubtfulWords(parseQuery(text).q ?? "").length === 0;
}

function useTypingPause(
  input: React.RefObject<HTMLInputElement | null>,
  typed: string,
  isDue: boolean,
): void {
  useEffect(() => {
    const form = input.current?.form;
    if (!isDue || !form || typed === "") return;
    const timer = setTimeout(() => {
      form.dispatchEvent(new CustomEvent("custody:pause"));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [input, typed, isDue]);
}

import {
  type ChangeEvent,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import type { Suggestion } from "@/components/entries/query-suggestions";
import { useSuggestions } from "@/components/entries/use-suggestions";
import { completePart, findCaretPart } from "@/lib/entries/query-caret";
import { parseQuery } from "@/lib/entries/query-language";
import { listDoubtfulWords } from "@/lib/entries/query-tokens";

const pauseMs = 300;

/** What is typed, what could be meant at the caret, and the keys that choose it. */
export function useQueryBox(text: string, client: string | null) {
  const input = useRef<HTMLInputElement>(null);
  const { typed, setTyped, setAsked } = useTyped(text);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const part = caret === null ? null : findCaretPart(typed, caret);
  const suggestions = useSuggestions(part, client);
  const isOpen = suggestions.length > 0;
  const isDue = typed !== text && part?.kind !== "value" && isWhole(typed);
  useTypingPause(input, { typed, isDue, onPause: setAsked });

  function choose({ value }: Suggestion) {
    const element = input.current;
    if (!element || part === null) return;
    const next = completePart(typed, part, value);
    setTyped(next.text);
    setActive(-1);
    requestAnimationFrame(() => {
      element.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  }

  function handleKey(event: KeyboardEvent) {
    const chosen = suggestions[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) return setCaret(input.current?.selectionStart ?? null);
      event.preventDefault();
      setActive(stepOf(event.key, active, suggestions.length));
    } else if (event.key === "Enter" || (event.key === "Tab" && chosen)) {
      if (chosen) {
        event.preventDefault();
        choose(chosen);
      } else {
        setCaret(null);
        setAsked(typed);
      }
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isOpen) setCaret(null);
      else input.current?.blur();
    }
  }

  const field = {
    onChange(event: ChangeEvent<HTMLInputElement>) {
      setTyped(event.target.value);
      setCaret(event.target.selectionStart);
      setActive(-1);
    },
    onClick: (event: SyntheticEvent<HTMLInputElement>) =>
      setCaret(event.currentTarget.selectionStart),
    onBlur: () => setCaret(null),
    onKeyDown: handleKey,
  };
  return { input, typed, suggestions, active, field, choose };
}

/** What stands in the box: the text of the list, unless somebody typed on since they asked. */
function useTyped(text: string) {
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const [asked, setAsked] = useState<string | null>(null);
  if (shown !== text) {
    setShown(text);
    if (asked === null || asked === typed) setTyped(text);
    setAsked(null);
  }
  return { typed, setTyped, setAsked };
}

/** Around through the list and, between its ends, none of it. */
function stepOf(key: string, active: number, count: number): number {
  const step = key === "ArrowDown" ? 1 : -1;
  return ((active + 1 + step + count + 1) % (count + 1)) - 1;
}

/** Half a condition would be searched as text, and find nothing. */
function isWhole(text: string): boolean {
  return listDoubtfulWords(parseQuery(text).q ?? "").length === 0;
}

type Typing = { typed: string; isDue: boolean; onPause: (typed: string) => void };

function useTypingPause(
  input: RefObject<HTMLInputElement | null>,
  { typed, isDue, onPause }: Typing,
): void {
  useEffect(() => {
    const form = input.current?.form;
    if (!isDue || !form || typed === "") return;
    const timer = setTimeout(() => {
      onPause(typed);
      form.dispatchEvent(new CustomEvent("custody:pause"));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [input, typed, isDue, onPause]);
}

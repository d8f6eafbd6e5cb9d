"use client";

import { useEffect, useState } from "react";
import type { Suggestion } from "@/lib/jump/suggestion";

type Answer = { typed: string; suggestions: Suggestion[]; hasFailed: boolean };

const typingPauseMs = 150;
const nothing: Answer = { typed: "", suggestions: [], hasFailed: false };

/** What the server suggests for the words; the last answer stays until the next is there. */
export function useSuggestions(typed: string) {
  const [answer, setAnswer] = useState(nothing);
  const words = typed.trim();

  useEffect(() => {
    if (words === "") return;
    const request = new AbortController();
    const timer = setTimeout(() => {
      void askServer(words, request.signal).then((found) => {
        if (!request.signal.aborted) setAnswer(found);
      });
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [words]);

  return { ...answer, isFresh: answer.typed === words };
}

async function askServer(typed: string, signal: AbortSignal): Promise<Answer> {
  const failed = { typed, suggestions: [], hasFailed: true };
  try {
    const query = new URLSearchParams({ to: typed });
    const response = await fetch(`/api/jump?${query}`, { signal });
    if (!response.ok) return failed;
    const { suggestions }: { suggestions: Suggestion[] } = await response.json();
    return { typed, suggestions, hasFailed: false };
  } catch {
    return failed;
  }
}

import Link from "next/link";
import type { ShownSuggestion } from "@/components/jump/suggestion-kinds";
import { SuggestionRow } from "@/components/jump/suggestion-row";

export function SuggestionList({ suggestions }: { suggestions: ShownSuggestion[] }) {
  return (
    <ul className="divide-y border-y">
      {suggestions.map((suggestion) => (
        <li key={suggestion.href}>
          <Link
            href={suggestion.href}
            prefetch={false}
            className="flex min-h-10 items-center gap-3 px-2 hover:bg-muted max-md:min-h-11"
          >
            <SuggestionRow {...suggestion} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

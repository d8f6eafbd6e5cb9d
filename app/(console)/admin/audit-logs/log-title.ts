import { addTerm, titleOf } from "@/lib/entries/chips";
import type { Query } from "@/lib/entries/loaders";
import { parseView } from "@/lib/entries/view";

/** The tab's title says what is in it, from the address alone: nothing is loaded for it. */
export function titleOfQuery(query: Query, client: string | null): string {
  const pairs = Object.entries(query).map(([name, value]) => [name, String(value ?? "")]);
  const { view } = parseView(new URLSearchParams(pairs));
  return titleOf(client === null ? view : addTerm(view, "client", client));
}

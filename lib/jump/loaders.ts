import { gatePage } from "@/lib/access/auth";
import { listPlaces, type Place, placeGroups } from "@/lib/access/places";
import { listSuggestions } from "./queries";
import { chooseDestination, type Suggestion } from "./suggestion";

export type Jump = {
  suggestions: Suggestion[];
  /** Where the words lead without a choice. */
  destination: string | null;
  places: Place[];
};

export async function loadJump(typed: string): Promise<Jump> {
  const ctx = await gatePage("log:read");
  const suggestions = await listSuggestions(ctx, typed);
  return {
    suggestions,
    destination: chooseDestination(suggestions),
    places: placeGroups.flatMap((group): Place[] => listPlaces(ctx.principal, group)),
  };
}

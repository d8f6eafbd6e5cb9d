import {
  Building2,
  Hash,
  type LucideIcon,
  PanelTop,
  Search,
  Tag,
  UserRound,
  Waypoints,
} from "lucide-react";
import type { Suggestion } from "@/lib/jump/suggestion";

export type ShownSuggestion = Omit<Suggestion, "isExact">;

export const suggestionKinds: Record<
  Suggestion["kind"],
  { words: string; Icon: LucideIcon }
> = {
  page: { words: "Page", Icon: PanelTop },
  entry: { words: "Entry", Icon: Hash },
  person: { words: "Person", Icon: UserRound },
  client: { words: "Client", Icon: Building2 },
  record: { words: "Record", Icon: Tag },
  session: { words: "Session", Icon: Waypoints },
  log: { words: "Log", Icon: Search },
};

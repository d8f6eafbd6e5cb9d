import { HostileText } from "@/components/entries/hostile-text";
import {
  type ShownSuggestion,
  suggestionKinds,
} from "@/components/jump/suggestion-kinds";

export function SuggestionRow({ kind, label, detail }: ShownSuggestion) {
  const { words, Icon } = suggestionKinds[kind];
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1 truncate">
        <HostileText text={label} />{" "}
        {detail !== null && (
          <span className="ml-2 text-muted-foreground text-xs">
            <HostileText text={detail} />
          </span>
        )}
      </span>
      <span className="text-muted-foreground text-xs">{words}</span>
    </>
  );
}

"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import { jumpLabel } from "@/components/jump/jump-form";
import type { ShownSuggestion } from "@/components/jump/suggestion-kinds";
import { SuggestionRow } from "@/components/jump/suggestion-row";
import { useSuggestions } from "@/components/jump/use-suggestions";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";

type Props = { places: { label: string; href: string }[]; onClose: () => void };

const field =
  "h-12 w-full border-b bg-transparent px-4 text-base outline-none " +
  "placeholder:text-muted-foreground max-md:text-lg";

export function PaletteDialog({ places, onClose }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const found = useSuggestions(typed);
  const shown = typed.trim() === "" ? places.map(asPage) : found.suggestions;

  function go(href: string) {
    onClose();
    router.push(href);
  }

  /** Enter means what is typed, not what an older answer had at its top. */
  function handleKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || typed.trim() === "" || found.isFresh) return;
    event.preventDefault();
    go(`/jump?${new URLSearchParams({ to: typed })}`);
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <div aria-hidden className="fixed inset-0 z-40 bg-scrim max-md:hidden" />
      <DialogContent
        aria-describedby={undefined}
        className="md:top-[10vh] md:max-h-[70vh] md:max-w-[640px]"
      >
        <DialogTitle className="sr-only">Search or jump to</DialogTitle>
        <Command
          label="Search or jump to"
          shouldFilter={false}
          loop
          onKeyDownCapture={handleKeyDown}
          className="flex min-h-0 flex-col"
        >
          <Command.Input
            value={typed}
            onValueChange={setTyped}
            placeholder={jumpLabel}
            maxLength={200}
            className={field}
          />
          <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-2">
            {shown.map((suggestion) => (
              <Command.Item
                key={suggestion.href}
                value={suggestion.href}
                onSelect={() => go(suggestion.href)}
                className="flex min-h-9 items-center gap-3 rounded-md px-2 max-md:min-h-11 aria-selected:bg-accent"
              >
                <SuggestionRow {...suggestion} />
              </Command.Item>
            ))}
            <Command.Empty className="px-2 py-3 text-muted-foreground text-sm">
              {describeEmpty(found)}
            </Command.Empty>
          </Command.List>
          <Keys onClose={onClose} />
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function Keys({ onClose }: { onClose: () => void }) {
  return (
    <p className="flex items-center gap-4 border-t px-4 py-2 text-muted-foreground text-xs">
      <span className="max-md:hidden">↑ ↓ to choose</span>
      <span className="max-md:hidden">Enter to go</span>
      <button
        type="button"
        onClick={onClose}
        className="ml-auto max-md:min-h-11 max-md:px-2"
      >
        Close (Esc)
      </button>
    </p>
  );
}

function describeEmpty({ isFresh, hasFailed }: ReturnType<typeof useSuggestions>) {
  if (hasFailed) return "Could not look that up. Enter searches the log.";
  return isFresh ? "Nothing by that name, id or hash that you may see." : "Looking…";
}

function asPage({ label, href }: Props["places"][number]): ShownSuggestion {
  return { kind: "page", label, detail: null, href };
}

"use client";

import { type KeyboardEvent, useSyncExternalStore } from "react";
import type { TimelineBar } from "@/components/entries/timeline-bar";
import { cn } from "@/components/ui/class-names";

const never = () => () => {};

/** One end of the brush for the keyboard; Enter applies it, Escape lets go. */
export function TimelineThumb({
  name,
  bars,
  place,
  edge,
  onMove,
  isBrushed,
}: {
  name: string;
  bars: TimelineBar[];
  place: number;
  edge: "start" | "end";
  onMove: (place: number) => void;
  isBrushed: boolean;
}) {
  // A style attribute in the page itself is refused by its own policy.
  const isScripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!isScripted) return null;
  const last = bars.length - 1;
  const moves: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowDown: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place + 1,
    PageDown: place - 10,
    PageUp: place + 10,
    Home: 0,
    End: last,
  };

  function handleKey(event: KeyboardEvent) {
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onMove(Math.min(Math.max(next, 0), last));
  }

  const bar = bars[place];
  const at = ((edge === "start" ? place : place + 1) / bars.length) * 100;
  const [from = "", to = ""] = bar?.label.split(" – ") ?? [];
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${name}, end of the time range; Enter applies`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={place}
      aria-valuetext={edge === "start" ? from : to}
      onKeyDown={handleKey}
      style={{ left: `${at}%` }}
      className={cn(
        "pointer-events-none absolute inset-y-0 -ml-px w-0.5 bg-primary opacity-0",
        "focus-visible:opacity-100",
        isBrushed && "opacity-100",
      )}
    />
  );
}

"use client";

import { Pause, Play, Radio } from "lucide-react";
import { useLive } from "@/components/entries/live-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";

/** Live on and off, and, while on, pause: the list never changes by itself either way. */
export function LiveToggle() {
  const { isPossible, isOn, isPaused, count, toggle, togglePause } = useLive();
  if (!isPossible) return null;
  return (
    <div data-needs-script data-print="hide" className="flex gap-1">
      <Button
        aria-pressed={isOn}
        onClick={toggle}
        title="Live (l)"
        className={cn(isOn && "border-primary text-primary")}
      >
        <Radio aria-hidden />
        Live
        {isOn && count > 0 && !isPaused && (
          <span className="tabular-nums">{count.toLocaleString("en-GB")}</span>
        )}
      </Button>
      {isOn && (
        <Button
          size="icon"
          onClick={togglePause}
          aria-label={isPaused ? "Resume live (p)" : "Pause live (p)"}
          title={isPaused ? "Resume (p)" : "Pause (p)"}
        >
          {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        </Button>
      )}
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, useRef, useTransition } from "react";
import type { TimelineBar } from "@/components/entries/timeline-bar";
import { TimelineBars } from "@/components/entries/timeline-bars";
import { TimelineReadout } from "@/components/entries/timeline-readout";
import { TimelineThumb } from "@/components/entries/timeline-thumb";
import { type Brush, useBrush } from "@/components/entries/use-brush";
import { formatQueryAddress } from "@/lib/entries/query-address";
import { parseQuery } from "@/lib/entries/query-language";

/** Each bar is a link; scripts add the brush: drag, or two thumbs for the keyboard. */
export function TimelineBrush({
  bars,
  most,
  action,
  text,
  kept,
}: {
  bars: TimelineBar[];
  most: number;
  action: string;
  text: string;
  kept: Record<string, string>;
}) {
  const router = useRouter();
  const area = useRef<HTMLDivElement>(null);
  const [isPending, startTransition] = useTransition();
  const { brush, setBrush, hovered, handlers } = useBrush(area, bars.length, apply);
  const shown = brush ?? { start: 0, end: bars.length - 1 };

  const hrefOf = ({ from, to }: Pick<TimelineBar, "from" | "to">) =>
    `${action}?${formatQueryAddress(parseQuery(text), { ...kept, from, to })}`;

  function open(href: string) {
    startTransition(() => router.push(href, { scroll: false }));
  }

  function apply({ start, end }: Brush) {
    const [from, to] = [bars[start]?.from, bars[end]?.to];
    setBrush(null);
    if (from && to) open(hrefOf({ from, to }));
  }

  function handleKey(event: KeyboardEvent) {
    if (event.key === "Enter" && brush !== null) apply(brush);
    else if (event.key === "Escape" && brush !== null) setBrush(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function handleClick(event: MouseEvent) {
    if (!(event.target instanceof Element)) return;
    const href = event.target.closest("a")?.getAttribute("href");
    if (!href || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (brush === null) open(href);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links and thumbs inside are what keyboards and screen readers use
    <div
      ref={area}
      className="relative h-20 min-w-0 flex-1 touch-pan-y select-none border-b"
      onDragStart={(event) => event.preventDefault()}
      onClick={handleClick}
      onKeyDown={handleKey}
      {...handlers}
    >
      <TimelineBars bars={bars} most={most} brush={brush} hrefOf={hrefOf} />
      {isPending && <span data-pending hidden />}
      <TimelineThumb
        name="From"
        bars={bars}
        place={shown.start}
        edge="start"
        onMove={(start) => setBrush({ ...shown, start: Math.min(start, shown.end) })}
        isBrushed={brush !== null}
      />
      <TimelineThumb
        name="To"
        bars={bars}
        place={shown.end}
        edge="end"
        onMove={(end) => setBrush({ ...shown, end: Math.max(end, shown.start) })}
        isBrushed={brush !== null}
      />
      <TimelineReadout bars={bars} brush={brush} hovered={hovered} />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import {
  type KeyboardEvent,
  type MouseEvent,
  useRef,
  useState,
  useTransition,
} from "react";
import { TimelineBars } from "@/components/entries/timeline-bars";
import type { TimelineBar } from "@/components/entries/timeline-chart";
import { TimelineThumb } from "@/components/entries/timeline-thumb";
import { formatQueryAddress } from "@/lib/entries/query-address";
import { parseQuery } from "@/lib/entries/query-language";

type Brush = { start: number; end: number };

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
  const origin = useRef<number | null>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [isPending, startTransition] = useTransition();
  const whole: Brush = { start: 0, end: bars.length - 1 };
  const shown = brush ?? whole;

  function placeOf(clientX: number): number {
    const box = area.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const place = Math.floor(((clientX - box.left) / box.width) * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  }

  function open(href: string) {
    startTransition(() => router.push(href, { scroll: false }));
  }

  function apply({ start, end }: Brush) {
    const [from, to] = [bars[start]?.from, bars[end]?.to];
    setBrush(null);
    if (from === undefined || to === undefined) return;
    const address = formatQueryAddress(parseQuery(text), { ...kept, from, to });
    open(`${action}?${address}`);
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
    const link = event.target.closest("a");
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !isPlain || event.button !== 0) return;
    event.preventDefault();
    if (brush === null) open(link.getAttribute("href") ?? action);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links and thumbs inside are what keyboards and screen readers use
    <div
      ref={area}
      className="relative h-20 min-w-0 flex-1 touch-pan-y select-none border-b"
      onDragStart={(event) => event.preventDefault()}
      onClick={handleClick}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        if (event.button === 0) origin.current = placeOf(event.clientX);
      }}
      onPointerMove={(event) => {
        const place = placeOf(event.clientX);
        setHovered(place);
        const start = origin.current;
        if (start === null || (brush === null && place === start)) return;
        setBrush({ start: Math.min(start, place), end: Math.max(start, place) });
      }}
      onPointerUp={() => {
        const isDrag = origin.current !== null && brush !== null;
        origin.current = null;
        if (isDrag) apply(brush);
      }}
      onPointerLeave={() => {
        setHovered(null);
        if (origin.current === null) return;
        origin.current = null;
        setBrush(null);
      }}
    >
      <TimelineBars bars={bars} most={most} brush={brush} />
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
      <Readout bars={bars} brush={brush} hovered={hovered} />
    </div>
  );
}

function Readout({
  bars,
  brush,
  hovered,
}: {
  bars: TimelineBar[];
  brush: Brush | null;
  hovered: number | null;
}) {
  const first = bars[brush?.start ?? hovered ?? -1];
  const last = bars[brush?.end ?? hovered ?? -1];
  if (!first || !last) return null;
  const chosen = bars.slice(bars.indexOf(first), bars.indexOf(last) + 1);
  const count = (outcome: "success" | "failed" | "denied") =>
    chosen.reduce((sum, bar) => sum + bar[outcome], 0).toLocaleString("en-GB");
  const middle = ((bars.indexOf(first) + bars.indexOf(last) + 1) / 2 / bars.length) * 100;
  const side = middle < 25 ? "" : middle > 75 ? "-translate-x-full" : "-translate-x-1/2";
  const span =
    first === last
      ? first.label
      : `${first.label.split(" – ")[0]} – ${last.label.split(" – ").at(-1)}`;
  return (
    <p
      role="status"
      style={{ left: `${middle}%` }}
      className={`pointer-events-none absolute bottom-full z-20 mb-1 rounded-sm border bg-popover px-2 py-0.5 text-xs whitespace-nowrap tabular-nums ${side}`}
    >
      <span className="font-medium">{span}</span> {count("success")} success ·{" "}
      {count("failed")} failed · {count("denied")} denied
    </p>
  );
}

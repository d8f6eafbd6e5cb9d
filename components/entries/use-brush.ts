import { type PointerEvent, type RefObject, useRef, useState } from "react";

/** Places of the first and the last bar, both included. */
export type Brush = { start: number; end: number };

/** Dragging over the bars of `area`; `onDone` is told what was brushed when it ends. */
export function useBrush(
  area: RefObject<HTMLElement | null>,
  barCount: number,
  onDone: (brush: Brush) => void,
) {
  const origin = useRef<number | null>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);

  function placeOf(clientX: number): number {
    const box = area.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const place = Math.floor(((clientX - box.left) / box.width) * barCount);
    return Math.min(Math.max(place, 0), barCount - 1);
  }

  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button === 0) origin.current = placeOf(event.clientX);
    },
    onPointerMove(event: PointerEvent) {
      const place = placeOf(event.clientX);
      setHovered(place);
      const start = origin.current;
      if (start === null || (brush === null && place === start)) return;
      setBrush({ start: Math.min(start, place), end: Math.max(start, place) });
    },
    onPointerUp() {
      const isDrag = origin.current !== null && brush !== null;
      origin.current = null;
      if (isDrag) onDone(brush);
    },
    onPointerLeave() {
      setHovered(null);
      if (origin.current === null) return;
      origin.current = null;
      setBrush(null);
    },
  };
  return { brush, setBrush, hovered, handlers };
}

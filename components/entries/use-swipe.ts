import { type TouchEvent, useRef } from "react";

const distanceMin = 60;

/** A swipe to the left asks for what follows, to the right for what was before. */
export function useSwipe(onSwipe: (by: 1 | -1) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);

  return {
    onTouchStart(event: TouchEvent) {
      const touch = event.touches[0];
      const isAlone = event.touches.length === 1 && !scrollsSideways(event.target);
      start.current = touch && isAlone ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd(event: TouchEvent) {
      const from = start.current;
      const touch = event.changedTouches[0];
      start.current = null;
      if (!from || !touch) return;
      const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
      if (Math.abs(x) < distanceMin || Math.abs(x) < 2 * Math.abs(y)) return;
      onSwipe(x < 0 ? 1 : -1);
    },
  };
}

/** What scrolls sideways itself is scrolled, not left. */
function scrollsSideways(target: EventTarget): boolean {
  let element = target instanceof Element ? target : null;
  while (element !== null && !element.matches("[role=dialog]")) {
    const isScroller = getComputedStyle(element).overflowX !== "visible";
    if (isScroller && element.scrollWidth > element.clientWidth) return true;
    element = element.parentElement;
  }
  return false;
}

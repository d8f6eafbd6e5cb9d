"use client";

import { useEffect, useRef } from "react";
import { useTell } from "@/components/entries/log-context";

const quietMs = 15_000;

/** Says that entries came, politely: never more often than the quiet time. */
export function useAnnouncement(count: number): void {
  const tell = useTell();
  const saidAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    if (count === 0) return;
    const wait = Math.max(0, saidAt.current + quietMs - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      tell(count === 1 ? "1 new entry" : `${count} new entries`);
    }, wait);
    return () => clearTimeout(timer);
  }, [count, tell]);
}

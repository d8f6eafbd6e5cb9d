"use client";

import { useState, useSyncExternalStore } from "react";
import { readElapsed, subscribeClock } from "@/components/entries/shared-clock";
import { describeAgo } from "@/lib/entries/age";

/** Counts on from the server's clock: that of the browser may be wrong. */
export function RelativeTime({
  at,
  now,
  otherwise,
}: {
  at: string;
  now: number;
  otherwise: string;
}) {
  const elapsed = useSyncExternalStore(subscribeClock, readElapsed, readElapsed);
  const [start, setStart] = useState({ now, elapsed });
  if (start.now !== now) setStart({ now, elapsed });
  return <>{describeAgo(at, now + elapsed - start.elapsed) ?? otherwise}</>;
}

"use client";

import { useEffect, useState } from "react";

const scrolledFrom = 120;

/** Whether the reader is at something: an entry is open, the page is scrolled or hidden. */
export function useStill(isEntryOpen: boolean): boolean {
  const [isAway, setAway] = useState(false);

  useEffect(() => {
    const look = () => setAway(document.hidden || window.scrollY > scrolledFrom);
    look();
    window.addEventListener("scroll", look, { passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("scroll", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  return isAway || isEntryOpen;
}

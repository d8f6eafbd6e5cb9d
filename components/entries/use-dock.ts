"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { savePreference } from "@/components/entries/save-preference";

const wideEnough = "(width >= 1440px)";

export type Dock = { isPossible: boolean; isDocked: boolean; toggle: () => void };

/** Details beside the list instead of over it, where there is room; remembered. */
export function useDock(isWanted: boolean): Dock {
  const [isOn, setOn] = useState(isWanted);
  const [isWide, setWide] = useState(false);

  useEffect(() => {
    const media = window.matchMedia(wideEnough);
    const look = () => setWide(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);

  const toggle = useCallback(() => {
    setOn((was) => {
      savePreference({ dock: was ? "off" : "on" });
      return !was;
    });
  }, []);
  return useMemo(
    () => ({ isPossible: isWide, isDocked: isOn && isWide, toggle }),
    [isOn, isWide, toggle],
  );
}

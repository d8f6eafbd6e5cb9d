"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { LiveContext, type LiveMarker } from "@/components/entries/live-context";
import { useAnnouncement } from "@/components/entries/use-announcement";
import { useLiveNews } from "@/components/entries/use-live-news";
import { useStill } from "@/components/entries/use-still";

export type LiveSource = {
  /** The filter of the list as the stream takes it. */
  query: string;
  /** The newest place of the log before the list was read. */
  head: number;
};

/** Knows what came since the list was made; shows it only when asked. */
export function LiveProvider({
  source,
  rows,
  zone,
  isEntryOpen,
  children,
}: {
  /** Null where nothing new can appear: an older page, a frozen view, a range that is over. */
  source: LiveSource | null;
  rows: readonly { id: string; idx: number }[];
  zone: string;
  isEntryOpen: boolean;
  children: ReactNode;
}) {
  const router = useRouter();
  const [isWanted, setWanted] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const [startedAt, setStartedAt] = useState("");
  const [marker, setMarker] = useState<LiveMarker | null>(null);
  const isOn = isWanted && source !== null;
  const isPaused = useStill(isEntryOpen) || isHeld;
  const { news, forget } = useLiveNews(isOn ? source : null, isPaused);
  const query = source?.query;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has no new entries yet
  useEffect(() => {
    setMarker(null);
    setStartedAt(clockIn(zone));
  }, [query, zone, isWanted]);

  const known = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  const count = news.filter((id) => !known.has(id)).length;
  useAnnouncement(isOn && !isPaused ? count : 0);

  const show = useCallback(() => {
    setMarker({ upToIdx: rows[0]?.idx ?? -1, since: startedAt });
    setStartedAt(clockIn(zone));
    forget();
    router.refresh();
    document.getElementById("results")?.scrollIntoView({ block: "nearest" });
  }, [rows, startedAt, zone, forget, router]);

  const state = useMemo(
    () => ({
      isPossible: source !== null,
      isOn,
      isPaused,
      count,
      since: startedAt,
      marker,
      toggle: () => {
        setWanted((was) => !was);
        setHeld(false);
      },
      togglePause: () => setHeld((was) => !was),
      show,
    }),
    [source, isOn, isPaused, count, startedAt, marker, show],
  );
  return <LiveContext value={state}>{children}</LiveContext>;
}

function clockIn(zone: string): string {
  return new Date().toLocaleTimeString("en-GB", { timeZone: zone });
}

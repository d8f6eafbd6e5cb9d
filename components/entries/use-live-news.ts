"use client";

import { useCallback, useEffect, useRef, useState } from "react";

const updateMs = 250;

/**
 * Ids of entries the stream told of since the list was made. While the page is hidden the
 * connection is closed, and opened again from the last place it knew. While paused what
 * comes is kept back, and the list of news stays as it is.
 */
export function useLiveNews(
  source: { query: string; head: number } | null,
  isPaused: boolean,
): { news: string[]; forget: () => void } {
  const [news, setNews] = useState<string[]>([]);
  const arrived = useRef<string[]>([]);
  const place = useRef(-1);
  const paused = useRef(isPaused);
  paused.current = isPaused;
  const query = source?.query ?? null;
  const head = useRef(-1);
  head.current = source?.head ?? -1;

  useEffect(() => {
    arrived.current = [];
    setNews([]);
    if (query === null) return;
    place.current = head.current;
    return followWhileVisible(query, place, (id) => arrived.current.push(id));
  }, [query]);

  useEffect(() => {
    if (query === null || isPaused) return;
    const take = () => {
      setNews((known) =>
        known.length === arrived.current.length ? known : [...arrived.current],
      );
    };
    take();
    const timer = setInterval(take, updateMs);
    return () => clearInterval(timer);
  }, [query, isPaused]);

  const forget = useCallback(() => {
    arrived.current = [];
    setNews([]);
  }, []);
  return { news, forget };
}

type Place = { current: number };

function followWhileVisible(
  query: string,
  place: Place,
  onEntry: (id: string) => void,
): () => void {
  let source: EventSource | null = null;
  const close = () => {
    source?.close();
    source = null;
  };
  const look = () => {
    if (document.hidden) close();
    else source ??= open(query, place, onEntry);
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}

function open(query: string, place: Place, onEntry: (id: string) => void): EventSource {
  const separator = query === "" ? "" : "&";
  const source = new EventSource(`/api/live?${query}${separator}since=${place.current}`);
  source.addEventListener("entry", (event: MessageEvent<string>) => {
    const idx = Number(event.lastEventId);
    if (idx <= place.current) return;
    place.current = idx;
    onEntry((JSON.parse(event.data) as { id: string }).id);
  });
  return source;
}

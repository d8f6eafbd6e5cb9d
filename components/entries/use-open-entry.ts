"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { placeWith } from "@/components/entries/log-place";
import type { Entry } from "@/lib/entries/model";
import { entryOf, type RowEntry } from "@/lib/entries/row-entry";
import type { OpeningFacts } from "@/lib/openings/model";

/** An entry with what only the server knows of it. */
export type OpenedEntry = OpeningFacts & { entry: Entry; device: string | null };

export type OpenEntry = {
  id: string | null;
  /** What the row knows, until all of it is here. */
  entry: Entry | null;
  /** Whether all of it is here. */
  isWhole: boolean;
  device: string | null;
  facts: OpeningFacts | null;
  isMissing: boolean;
  /** The rows above and below, whichever of them is older. */
  previousId: string | null;
  nextId: string | null;
  tab: string | null;
  setTab: (tab: string) => void;
  hrefOf: (id: string | null) => string;
  show: (id: string, tab?: string) => void;
  step: (by: 1 | -1) => void;
  close: () => void;
};

type Options = {
  path: string;
  params: { toString: () => string; get: (name: string) => string | null };
  entries: RowEntry[];
  opened: OpenedEntry | null;
};

/**
 * The entry open over the list. It lives in the address, but opening and stepping never
 * ask the server for the list again: the row is shown at once, the rest is fetched.
 */
export function useOpenEntry({ path, params, entries, opened }: Options): OpenEntry {
  const id = params.get("e");
  const query = params.toString();
  const [tab, setTab] = useState<string | null>(null);
  const fetched = useFetchedEntry(id, opened);
  const at = entries.findIndex((entry) => entry.id === id);
  const previousId = at > 0 ? (entries[at - 1]?.id ?? null) : null;
  const nextId = at >= 0 ? (entries[at + 1]?.id ?? null) : null;
  const hrefOf = useCallback(
    (next: string | null) => placeWith(path, new URLSearchParams(query), { e: next }),
    [path, query],
  );

  const show = useCallback(
    (next: string, nextTab?: string) => {
      if (nextTab !== undefined) setTab(nextTab);
      window.history.pushState(null, "", hrefOf(next));
    },
    [hrefOf],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const next = by === 1 ? nextId : previousId;
      if (next !== null) window.history.replaceState(null, "", hrefOf(next));
    },
    [nextId, previousId, hrefOf],
  );
  const close = useCallback(
    () => window.history.pushState(null, "", hrefOf(null)),
    [hrefOf],
  );

  const row = entries[at];
  const known = useMemo(() => (row === undefined ? null : entryOf(row)), [row]);
  return useMemo(
    () => ({
      id,
      entry: fetched.data?.entry ?? known,
      isWhole: fetched.data !== null,
      device: fetched.data?.device ?? null,
      facts: fetched.data,
      isMissing: fetched.isMissing,
      previousId,
      nextId,
      tab,
      setTab,
      hrefOf,
      show,
      step,
      close,
    }),
    [id, known, fetched, previousId, nextId, tab, hrefOf, show, step, close],
  );
}

type Fetched = { data: OpenedEntry | null; isMissing: boolean };

const nothing: Fetched = { data: null, isMissing: false };

function useFetchedEntry(id: string | null, opened: OpenedEntry | null): Fetched {
  const cache = useRef(new Map<string, Fetched>());
  const [, setVersion] = useState(0);
  const given = opened !== null && opened.entry.id === id;

  useEffect(() => {
    if (id === null || given || cache.current.has(id)) return;
    const abort = new AbortController();
    fetchEntry(id, abort.signal)
      .then((found) => {
        cache.current.set(id, found);
        setVersion((version) => version + 1);
      })
      .catch(() => {});
    return () => abort.abort();
  }, [id, given]);

  if (id === null) return nothing;
  if (given) return { data: opened, isMissing: false };
  return cache.current.get(id) ?? nothing;
}

async function fetchEntry(id: string, signal: AbortSignal): Promise<Fetched> {
  const answer = await fetch(`/api/entries/${id}`, { signal });
  if (answer.status === 404) return { data: null, isMissing: true };
  if (answer.status === 401) window.location.reload();
  if (!answer.ok) throw new Error(`the entry could not be loaded: ${answer.status}`);
  return { data: (await answer.json()) as OpenedEntry, isMissing: false };
}

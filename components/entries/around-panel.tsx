"use client";

import { useEffect, useState } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { OutcomeMark } from "@/components/entries/outcome-mark";
import { type EntryLinks, type Viewer, zoneOf } from "@/components/entries/viewer";
import { Button } from "@/components/ui/button";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { entryOf } from "@/lib/entries/row-entry";
import type { Moment } from "@/lib/reading/model";

type Keep = "actor" | "client";
type Told = { entry: Entry; clientName: string | null };
type Found = { data: Told[]; total: number };

/** Minutes before and after, whatever the list's filter is: what belongs to this moment. */
export function AroundPanel({
  entry,
  viewer,
  links,
  within,
  isShown,
}: {
  entry: Entry;
  viewer: Viewer;
  links: EntryLinks;
  within: string | null;
  /** Asked for only when somebody looks. */
  isShown: boolean;
}) {
  const [keep, setKeep] = useState<Keep>("actor");
  const found = useAround(isShown ? entry.id : null, keep, within);
  return (
    <div className="grid gap-3 text-sm" data-needs-script>
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto text-muted-foreground">
          Five minutes before and after, without the filter
        </p>
        {(["actor", "client"] as const).map((one) => (
          <Button
            key={one}
            size="small"
            aria-pressed={keep === one}
            variant={keep === one ? "outline" : "ghost"}
            onClick={() => setKeep(one)}
          >
            Same {one}
          </Button>
        ))}
      </div>
      {found === null ? (
        <p role="status" className="text-muted-foreground">
          Loading…
        </p>
      ) : (
        <Moments found={found} current={entry.id} viewer={viewer} links={links} />
      )}
    </div>
  );
}

function Moments({
  found: { data, total },
  current,
  viewer,
  links,
}: {
  found: Found;
  current: string;
  viewer: Viewer;
  links: EntryLinks;
}) {
  return (
    <>
      <ol className="border-l">
        {data.map(({ entry, clientName }) => (
          <li
            key={entry.id}
            aria-current={entry.id === current ? "true" : undefined}
            className="flex gap-3 py-1 pl-3 aria-[current]:bg-accent aria-[current]:font-medium"
          >
            <time
              dateTime={entry.recorded_at}
              className="shrink-0 text-muted-foreground tabular-nums"
            >
              {describeMoment(entry.recorded_at, zoneOf(viewer, entry.client)).clock}
            </time>
            <a
              href={links.details(entry)}
              data-details={entry.id}
              className="min-w-0 flex-1 underline-offset-2 hover:underline"
            >
              <HostileText text={describeEntry(entry, clientName)} />
            </a>
            {entry.outcome !== "success" && <OutcomeMark outcome={entry.outcome} />}
          </li>
        ))}
      </ol>
      {total > data.length && (
        <p className="text-muted-foreground">
          The newest {data.length} of {total.toLocaleString("en-GB")}
        </p>
      )}
    </>
  );
}

function useAround(id: string | null, keep: Keep, within: string | null): Found | null {
  const key = `${id} ${keep}`;
  const [answer, setAnswer] = useState<{ key: string; found: Found } | null>(null);

  useEffect(() => {
    if (id === null) return;
    const abort = new AbortController();
    const query = new URLSearchParams({ keep, ...(within === null ? {} : { within }) });
    fetch(`/api/entries/${id}/around?${query}`, { signal: abort.signal })
      .then((response) => response.json())
      .then(({ data, total }: { data: Moment[]; total: number }) => {
        const told = data.map((one) => ({ ...one, entry: entryOf(one.entry) }));
        setAnswer({ key, found: { data: told, total } });
      })
      .catch(() => {});
    return () => abort.abort();
  }, [id, keep, within, key]);

  return answer?.key === key ? answer.found : null;
}

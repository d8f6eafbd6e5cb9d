import Link from "next/link";
import type { ReactNode } from "react";
import type { Viewer } from "@/components/entries/viewer";
import { Story } from "@/components/histories/story";
import type { Entry } from "@/lib/entries/model";

/** A part of the log as a story, what of it is shown, and the way to the whole of it. */
export function StoryPanel({
  label,
  entries,
  total,
  viewer,
  details,
  logHref,
  empty,
  children,
}: {
  label: string;
  entries: Entry[];
  total: number;
  viewer: Viewer;
  details: (entry: Entry) => string;
  /** The log with the same filter: paging, filters, export. */
  logHref: string;
  empty: string;
  children?: ReactNode;
}) {
  if (entries.length === 0) return <p className="text-muted-foreground">{empty}</p>;
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-x-4 text-sm">
        <span className="text-muted-foreground tabular-nums">
          {describeExtent(entries.length, total)}
        </span>
        <Link
          href={logHref}
          prefetch={false}
          className="text-primary underline-offset-2 hover:underline max-md:py-2.5"
        >
          Open in the log
        </Link>
        {children}
      </p>
      <Story label={label} entries={entries} viewer={viewer} details={details} />
    </div>
  );
}

function describeExtent(shown: number, total: number): string {
  const all = total === 1 ? "1 entry" : `${total.toLocaleString("en-GB")} entries`;
  return shown === total ? all : `${shown.toLocaleString("en-GB")} of ${all}`;
}

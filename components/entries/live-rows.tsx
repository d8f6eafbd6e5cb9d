"use client";

import { Fragment, useMemo } from "react";
import { EntryRow } from "@/components/entries/entry-row";
import { useLive } from "@/components/entries/live-context";
import { createRowLinks, type RowPlace } from "@/components/entries/row-links";
import type { RowData } from "@/components/entries/row-told";
import { Button } from "@/components/ui/button";
import { TableBody, TableCell, TableRow } from "@/components/ui/table";
import type { ColumnName } from "@/lib/preferences/columns";

const line = "max-md:flex bg-muted/60 text-muted-foreground";

/**
 * The rows, and where the new ones meet the old. The first line is there as long as live
 * is on, so that its words change and nothing moves.
 */
export function LiveRows({
  rows,
  shown,
  place,
  clientNames,
  now,
}: {
  rows: readonly RowData[];
  shown: readonly ColumnName[];
  place: RowPlace;
  clientNames: Readonly<Record<string, string>> | null;
  now: number;
}) {
  const { marker } = useLive();
  const links = useMemo(() => createRowLinks(place), [place]);
  const columnCount = shown.length + 2;
  const firstOld =
    marker === null ? -1 : rows.findIndex(({ idx }) => idx <= marker.upToIdx);
  return (
    <TableBody className="max-md:block [&>tr:last-child]:border-b-0">
      <LiveLine columnCount={columnCount} />
      {rows.map((row, at) => (
        <Fragment key={row.id}>
          {marker !== null && at > 0 && at === firstOld && (
            <TableRow className={line} data-print="hide">
              <TableCell colSpan={columnCount} className="text-center text-xs">
                {at === 1 ? "1 new entry" : `${at} new entries`} above, since{" "}
                {marker.since}
              </TableCell>
            </TableRow>
          )}
          <EntryRow
            row={row}
            links={links}
            shown={shown}
            clientNames={clientNames}
            now={now}
          />
        </Fragment>
      ))}
    </TableBody>
  );
}

function LiveLine({ columnCount }: { columnCount: number }) {
  const { isOn, isPaused, count, since, show, togglePause } = useLive();
  if (!isOn) return null;
  return (
    <TableRow className={line} data-print="hide">
      <TableCell colSpan={columnCount} className="py-1 text-center max-md:w-full">
        <span className="inline-flex min-h-6 items-center gap-2 text-xs">
          {isPaused && (
            <>
              <span>Paused</span>
              <Button size="small" variant="link" onClick={togglePause}>
                Resume
              </Button>
            </>
          )}
          {!isPaused && count === 0 && <>Live: nothing new since {since}</>}
          {!isPaused && count > 0 && (
            <>
              <span className="font-medium text-foreground tabular-nums">
                {count.toLocaleString("en-GB")} new
              </span>
              since {since}
              <Button size="small" onClick={show}>
                Show
              </Button>
            </>
          )}
        </span>
      </TableCell>
    </TableRow>
  );
}

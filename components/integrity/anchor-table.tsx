import { RelativeTime } from "@/components/entries/relative-time";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { type AnchorRow, type AnchorState, findAnchorState } from "@/lib/anchors/model";

const count = (value: number) => value.toLocaleString("en-GB");
const tones: Record<AnchorState, BadgeTone> = {
  kept: "create",
  behind: "amber",
  failing: "red",
  conflict: "red",
  new: "quiet",
};
const words: Record<AnchorState, string> = {
  kept: "Up to date",
  behind: "Behind",
  failing: "Failing",
  conflict: "Another history",
  new: "Nothing yet",
};

/** Who holds checkpoints besides this machine, and whether they hold the newest. */
export function AnchorTable({
  anchors,
  epochCount,
  viewer,
}: {
  anchors: AnchorRow[];
  epochCount: number;
  viewer: Viewer;
}) {
  if (anchors.length === 0) return <NothingOutside />;
  return (
    <TableRegion label="Places outside, one a row">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Place</TableHead>
            <TableHead>State</TableHead>
            <TableHead>Newest there</TableHead>
            <TableHead>Kept</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {anchors.map((anchor) => {
            const state = findAnchorState(anchor, epochCount);
            return (
              <TableRow key={anchor.name}>
                <TableCell className="min-w-32 [overflow-wrap:anywhere]">
                  {describePlace(anchor)}
                </TableCell>
                <TableCell>
                  <span className="flex flex-wrap items-center gap-2">
                    <Badge tone={tones[state]}>{words[state]}</Badge>
                    <Since anchor={anchor} viewer={viewer} />
                  </span>
                </TableCell>
                <TableCell className="whitespace-nowrap tabular-nums">
                  {describeLag(anchor, epochCount)}
                </TableCell>
                <TableCell>
                  {anchor.keptAt === null ? (
                    "never"
                  ) : (
                    <TimeStamp at={anchor.keptAt} viewer={viewer} />
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function Since({ anchor, viewer }: { anchor: AnchorRow; viewer: Viewer }) {
  if (anchor.failingSince === null) return null;
  return (
    <span className="text-muted-foreground">
      since{" "}
      <RelativeTime
        at={anchor.failingSince}
        now={viewer.now}
        otherwise={anchor.failingSince.slice(0, 10)}
      />
    </span>
  );
}

function describePlace({ kind, name }: AnchorRow): string {
  switch (kind) {
    case "witness":
      return `Witness ${name.replace(/^witness /, "")}`;
    case "folder":
      return "Folder on another disk";
    case "bucket":
      return "Bucket with object lock";
  }
}

function describeLag({ keptSize }: AnchorRow, epochCount: number): string {
  if (keptSize === null) return "none";
  const lag = epochCount - keptSize;
  const newest = `#${count(keptSize - 1)}`;
  return lag > 0 ? `${newest}, ${count(lag)} behind` : newest;
}

function NothingOutside() {
  return (
    <p className="max-w-3xl text-muted-foreground text-sm">
      Only this machine keeps the checkpoints, besides whoever holds a bundle or a mail
      with a head. The operator can name witnesses, a folder or a locked bucket:{" "}
      <code>CUSTODY_WITNESSES</code>, <code>CUSTODY_ANCHOR_DIR</code>,{" "}
      <code>CUSTODY_ANCHOR_S3</code>. From then on a rewritten history is told even if
      this machine was taken over.
    </p>
  );
}

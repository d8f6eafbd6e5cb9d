import type { ExportRequest } from "@/lib/export-requests/model";

const grouped = new Intl.NumberFormat("en-GB");

/** Every entry is recomputed while it is written, so this is the check's progress too. */
export function ExportProgress({
  line: { state, doneCount, rowCount, id },
}: {
  line: Pick<ExportRequest, "state" | "doneCount" | "rowCount" | "id">;
}) {
  if (state !== "running") return null;
  const share = rowCount === 0 ? 1 : Math.min(1, doneCount / rowCount);
  return (
    <span className="mt-1 grid max-w-56 gap-0.5 text-muted-foreground text-xs">
      <progress
        aria-label={`Export ${id}`}
        value={doneCount}
        max={rowCount}
        className="h-1.5 w-full accent-primary"
      />
      <span className="tabular-nums">
        {Math.floor(share * 100)} % · {grouped.format(doneCount)} of{" "}
        {grouped.format(rowCount)} verified and written
      </span>
    </span>
  );
}

import { ChevronLeft, Download } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";

type State = "queued" | "running" | "done" | "failed" | "cancelled" | "expired";

export type PortalFileLine = {
  id: string;
  state: State;
  format: string;
  says: string;
  when: string;
  rowCount: number;
  doneCount: number;
  verdict: "holds" | "altered" | null;
};

const states: Record<State, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "quiet" },
  running: { label: "Writing", tone: "plain" },
  done: { label: "Ready", tone: "create" },
  failed: { label: "Failed", tone: "red" },
  cancelled: { label: "Cancelled", tone: "quiet" },
  expired: { label: "File removed", tone: "quiet" },
};

/** One's own files, the newest first. */
export function PortalFiles({ files, base }: { files: PortalFileLine[]; base: string }) {
  return (
    <div className="grid gap-5">
      <header className="grid gap-2">
        <a
          href={base}
          className="-ml-1 inline-flex w-fit items-center gap-0.5 text-muted-foreground text-sm underline-offset-2 hover:underline max-md:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Activity
        </a>
        <h1 className="font-semibold text-xl tracking-tight">Your files</h1>
        <p className="text-muted-foreground text-sm">
          Each holds what was shown when you asked. Every entry was checked while it was
          written. Files are kept for some days.
        </p>
      </header>
      {files.length === 0 ? (
        <p className="border-y py-10 text-center text-muted-foreground">
          No files yet. Choose what you want to see, then press “Download”.
        </p>
      ) : (
        <ul className="border-t">
          {files.map((file) => (
            <FileLine key={file.id} file={file} />
          ))}
        </ul>
      )}
    </div>
  );
}

function FileLine({ file }: { file: PortalFileLine }) {
  const { id, state, format, says, when, rowCount, doneCount, verdict } = file;
  const count = state === "done" ? doneCount : rowCount;
  const { label, tone } = states[state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-3">
      <span className="min-w-0 flex-1">
        <HostileText text={says} className="block font-medium" />
        <span className="block text-muted-foreground text-sm tabular-nums">
          {format} ·{" "}
          {count === 1 ? "1 entry" : `${count.toLocaleString("en-GB")} entries`} · {when}
        </span>
        {verdict === "altered" && (
          <span className="block font-medium text-outcome-denied text-sm">
            An entry in it does not hold: the file says which.
          </span>
        )}
      </span>
      <Badge tone={tone}>{label}</Badge>
      {state === "done" && (
        <Button asChild size="small">
          <a
            href={`/api/portal/exports/${id}/file`}
            download
            aria-label={`Download ${format}, ${says}`}
          >
            <Download aria-hidden />
            Download
          </a>
        </Button>
      )}
    </li>
  );
}

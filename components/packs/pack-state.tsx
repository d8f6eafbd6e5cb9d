import { ShieldAlert, ShieldCheck } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { describeBytes } from "@/lib/export-requests/size";
import { describeCheck } from "@/lib/packs/contents";
import type { Pack, PackState as State } from "@/lib/packs/model";

const words: Record<State, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "quiet" },
  running: { label: "Being made", tone: "plain" },
  done: { label: "Ready", tone: "create" },
  failed: { label: "Failed", tone: "red" },
  cancelled: { label: "Cancelled", tone: "quiet" },
};

/** Each entry is written three times: as CSV, as JSON and into a bundle. */
const writtenTimes = 3;

export function PackState({ pack }: { pack: Pack }) {
  const { state, bytes, error, verdict, removedAt } = pack;
  const { label, tone } = words[state];
  return (
    <div className="grid gap-0.5">
      <span className="flex flex-wrap items-center gap-2">
        {removedAt === null ? (
          <Badge tone={tone}>{label}</Badge>
        ) : (
          <Badge tone="quiet">File removed</Badge>
        )}
        {state === "done" && bytes !== null && (
          <span className="text-muted-foreground text-xs tabular-nums">
            {describeBytes(bytes)}
          </span>
        )}
      </span>
      {state === "running" && <Progress pack={pack} />}
      {error !== null && state !== "done" && (
        <HostileText text={error} className="block text-xs" />
      )}
      {state === "done" && verdict && <Verdict verdict={verdict} />}
    </div>
  );
}

function Progress({ pack: { id, doneCount, entryCount } }: { pack: Pack }) {
  const total = Math.max(1, entryCount * writtenTimes);
  return (
    <span className="grid max-w-56 gap-0.5 text-muted-foreground text-xs">
      <progress
        aria-label={`Pack ${id}`}
        value={Math.min(doneCount, total)}
        max={total}
        className="h-1.5 w-full accent-primary"
      />
      <span className="tabular-nums">
        {Math.floor((Math.min(doneCount, total) / total) * 100)} % verified and written
      </span>
    </span>
  );
}

function Verdict({ verdict }: { verdict: NonNullable<Pack["verdict"]> }) {
  if (verdict.state === "holds") {
    return (
      <span className="flex items-center gap-1 text-muted-foreground text-xs">
        <ShieldCheck aria-hidden className="size-3.5 text-seal-ok" />
        {describeCheck(verdict)}
      </span>
    );
  }
  return (
    <a
      href="/integrity"
      className="flex items-center gap-1 font-medium text-seal-bad text-xs underline"
    >
      <ShieldAlert aria-hidden className="size-3.5" />
      {describeCheck(verdict)}
    </a>
  );
}

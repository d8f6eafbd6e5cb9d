import { CircleDashed, Clock3, ShieldAlert } from "lucide-react";
import { RelativeTime } from "@/components/entries/relative-time";
import { Seal } from "@/components/shell/seal";
import { SoftLink } from "@/components/shell/soft-link";
import { cn } from "@/components/ui/class-names";

export type SealState = {
  kind: "verified" | "verifying" | "unverified" | "warning";
  /** The newest entry that was verified, or that is there. */
  idx: number;
  verifiedAt: string | null;
  /** The server's clock, from which the words count on. */
  now: number;
};

const look = "flex h-8 items-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap";

/** The state of the log's proof, in a word and an icon as well as in a colour. */
export function SealStatus({ state, href }: { state: SealState; href: string | null }) {
  const content = (
    <>
      <Words state={state} />
      {state.kind !== "warning" && (
        <span className="text-muted-foreground tabular-nums max-sm:sr-only">
          #{state.idx.toLocaleString("en-GB")}
        </span>
      )}
    </>
  );
  if (href === null) return <span className={look}>{content}</span>;
  return (
    <SoftLink href={href} className={cn(look, "hover:bg-accent max-md:h-11")}>
      {content}
    </SoftLink>
  );
}

function Words({ state }: { state: SealState }) {
  switch (state.kind) {
    case "verified":
      return (
        <span className="flex items-center gap-1.5 text-seal-ok">
          <Seal className="size-4" />
          Verified
          <span className="max-md:sr-only">
            <Since state={state} />
          </span>
        </span>
      );
    case "verifying":
      return (
        <span className="flex items-center gap-1.5 text-seal-wait">
          <CircleDashed aria-hidden className="size-4" />
          Verifying…
        </span>
      );
    case "unverified":
      return (
        <span className="flex items-center gap-1.5 text-seal-old">
          <Clock3 aria-hidden className="size-4" />
          {state.verifiedAt === null ? (
            "Not verified yet"
          ) : (
            <span>
              Last verified <Since state={state} />
            </span>
          )}
        </span>
      );
    case "warning":
      return (
        <span className="flex items-center gap-1.5 font-semibold text-seal-bad">
          <ShieldAlert aria-hidden className="size-4" />
          <span>
            <span className="max-sm:sr-only">INTEGRITY </span>WARNING
          </span>
        </span>
      );
  }
}

function Since({ state: { verifiedAt, now } }: { state: SealState }) {
  if (verifiedAt === null) return null;
  const otherwise = `${verifiedAt.slice(0, 10)}`;
  return <RelativeTime at={verifiedAt} now={now} otherwise={otherwise} />;
}

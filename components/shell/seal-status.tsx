import { CircleDashed, Clock3, ShieldAlert } from "lucide-react";
import Link from "next/link";
import { Seal } from "@/components/shell/seal";
import { cn } from "@/components/ui/class-names";

export type SealState =
  /** `at` is in words the page has formatted: "12 s ago", "03:00". */
  | { kind: "verified"; at: string; idx: number }
  | { kind: "verifying"; idx: number }
  | { kind: "unverified"; since: string | null; idx: number }
  | { kind: "warning" };

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
    <Link href={href} className={cn(look, "hover:bg-accent max-md:h-11")}>
      {content}
    </Link>
  );
}

function Words({ state }: { state: SealState }) {
  switch (state.kind) {
    case "verified":
      return (
        <span className="flex items-center gap-1.5 text-seal-ok">
          <Seal className="size-4" />
          Verified<span className="max-md:sr-only">{state.at}</span>
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
          {state.since === null
            ? "Not verified yet"
            : `Not verified since ${state.since}`}
        </span>
      );
    case "warning":
      return (
        <span className="flex items-center gap-1.5 font-semibold text-seal-bad">
          <ShieldAlert aria-hidden className="size-4" />
          INTEGRITY WARNING
        </span>
      );
  }
}

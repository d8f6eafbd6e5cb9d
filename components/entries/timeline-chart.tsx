import { sumOf, type TimelineBar } from "@/components/entries/timeline-bar";
import { TimelineBrush } from "@/components/entries/timeline-brush";
import { TimelineTable } from "@/components/entries/timeline-table";
import { Disclosure } from "@/components/ui/disclosure";

export type TimelineTick = { label: string };

/** The whole result over time, not the page of it: how it ended, by hatching and colour. */
export function TimelineChart({
  bars,
  ticks,
  action,
  text,
  kept,
}: {
  /** Each with the list narrowed to its time. */
  bars: (TimelineBar & { href: string })[];
  ticks: TimelineTick[];
  action: string;
  /** The query and the other parameters, which a brushed range takes along. */
  text: string;
  kept: Record<string, string>;
}) {
  const most = Math.max(1, ...bars.map(sumOf));
  return (
    <section aria-label="Entries over time" className="px-6 pt-4 max-md:px-4">
      <div className="flex items-stretch gap-2">
        <div
          aria-hidden
          className="flex w-9 flex-col justify-between text-right text-muted-foreground text-xs leading-none tabular-nums"
        >
          <span>{most.toLocaleString("en-GB", { notation: "compact" })}</span>
          <span>0</span>
        </div>
        <TimelineBrush
          bars={bars.map(({ href: _href, ...bar }) => bar)}
          most={most}
          action={action}
          text={text}
          kept={kept}
        />
      </div>
      <div className="flex items-start gap-4 pt-1 pl-11 text-muted-foreground text-xs">
        <div aria-hidden className="flex min-w-0 flex-1 justify-between tabular-nums">
          {ticks.map(({ label }) => (
            <span key={label} className="whitespace-nowrap max-md:nth-[even]:hidden">
              {label}
            </span>
          ))}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-1 pl-11 text-muted-foreground text-xs">
        <Key name="Success" look="success" />
        <Key name="Failed" look="failed" />
        <Key name="Denied" look="denied" />
        <Disclosure className="ml-auto max-md:ml-0">
          <summary className="flex min-h-6 items-center underline underline-offset-2 max-md:min-h-11">
            Show as table
          </summary>
          <div className="absolute right-0 z-30 mt-1 max-h-[60vh] w-96 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-md border bg-popover p-2 max-md:left-0">
            <TimelineTable bars={bars} />
          </div>
        </Disclosure>
      </div>
    </section>
  );
}

function Key({ name, look }: { name: string; look: "success" | "failed" | "denied" }) {
  return (
    <span className="flex items-center gap-1.5">
      <svg aria-hidden="true" className="size-3" viewBox="0 0 12 12">
        <rect width="12" height="12" className={`bar-${look}`} />
      </svg>
      {name}
    </span>
  );
}

import { HostileText } from "@/components/entries/hostile-text";
import { outcomeLooks } from "@/components/entries/outcome-mark";
import { cn } from "@/components/ui/class-names";
import type { Outcome } from "@/lib/entries/model";
import type { PortalDay, PortalLine } from "@/lib/portal/days";

/** Plain sentences under the days they happened on. */
export function PortalDays({ days, base }: { days: PortalDay[]; base: string }) {
  return (
    <div className="grid gap-6">
      {days.map((day) => (
        <section key={day.iso} aria-labelledby={`day-${day.iso}`}>
          <h2
            id={`day-${day.iso}`}
            className="border-b pb-1.5 font-medium text-muted-foreground text-sm"
          >
            {day.label}
          </h2>
          <ul>
            {day.lines.map((line) => (
              <Line key={line.id} line={line} base={base} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The sentence says it in words already. */
function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  const { words, Icon, className } = outcomeLooks[outcome];
  return (
    <span className={cn("ml-1.5 inline-block align-[-2px]", className)} title={words}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Line({ line, base }: { line: PortalLine; base: string }) {
  const { id, at, when, clock, sentence, outcome, sidx } = line;
  return (
    <li className="relative grid grid-cols-[3.25rem_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b py-2 last:border-b-0 hover:bg-muted">
      <time dateTime={at} title={when} className="text-muted-foreground tabular-nums">
        {clock}
      </time>
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <HostileText text={sentence} />
        {outcome !== "success" && <OutcomeIcon outcome={outcome} />}
      </p>
      <a
        href={`${base}/${id}`}
        aria-label={`Details of entry #${sidx.toLocaleString("en-GB")}: ${sentence}`}
        className="text-primary text-sm underline-offset-2 before:absolute before:inset-0 hover:underline max-md:text-muted-foreground"
      >
        <span className="max-md:sr-only">Details</span>
        <span aria-hidden> ›</span>
      </a>
    </li>
  );
}

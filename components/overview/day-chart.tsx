import { SoftLink } from "@/components/shell/soft-link";

export type DayCount = {
  /** 2026-11-23 */
  day: string;
  success: number;
  failed: number;
  denied: number;
};

const parts = [
  { outcome: "success", fill: "fill-muted-foreground/50" },
  { outcome: "failed", fill: "fill-outcome-failed" },
  { outcome: "denied", fill: "fill-outcome-denied" },
] as const;
const partMin = 2;

/** How much happened each day; a day leads to its entries. */
export function DayChart({ days, path }: { days: DayCount[]; path: string }) {
  const most = Math.max(1, ...days.map(totalOf));
  return (
    <ol
      aria-label="Entries a day"
      className="flex h-24 items-stretch gap-px border-y px-6 max-md:px-4"
    >
      {days.map((day) => (
        <li key={day.day} className="min-w-0 flex-1">
          <SoftLink
            href={`${path}?from=${day.day}&to=${day.day}`}
            title={describeDay(day)}
            className="grid h-full grid-rows-[minmax(0,1fr)_auto] gap-1 pt-2 pb-1 text-center text-muted-foreground text-xs hover:bg-muted"
          >
            <span className="sr-only">{describeDay(day)}</span>
            <Bar day={day} most={most} />
            <span aria-hidden className="tabular-nums">
              {day.day.slice(8)}
            </span>
          </SoftLink>
        </li>
      ))}
    </ol>
  );
}

function Bar({ day, most }: { day: DayCount; most: number }) {
  let top = 100;
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="size-full min-h-0"
    >
      {parts.map(({ outcome, fill }) => {
        const share = (day[outcome] / most) * 100;
        const height = day[outcome] > 0 ? Math.max(partMin, share) : 0;
        top -= height;
        return (
          <rect
            key={outcome}
            x={10}
            width={80}
            y={Math.max(0, top)}
            height={height}
            className={fill}
          />
        );
      })}
    </svg>
  );
}

function totalOf({ success, failed, denied }: DayCount): number {
  return success + failed + denied;
}

function describeDay(day: DayCount): string {
  const date = new Date(`${day.day}T00:00:00Z`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const total = totalOf(day).toLocaleString("en-GB");
  const bad = day.failed + day.denied;
  const refused = bad === 0 ? "" : `, ${day.failed} failed, ${day.denied} denied`;
  return `${date}: ${total} ${total === "1" ? "entry" : "entries"}${refused}`;
}

const daysShown = 30;
const dayMs = 86_400_000;
const height = 20;
const step = 4;
const grouped = new Intl.NumberFormat("en-GB");

type Day = { day: string; useCount: number; refusedCount: number };

/** A bar a day: what was let in, and above it in red what was refused. */
export function UseBars({ days, now }: { days: Day[]; now: number }) {
  const total = days.reduce((sum, { useCount }) => sum + useCount, 0);
  const refused = days.reduce((sum, { refusedCount }) => sum + refusedCount, 0);
  const most = Math.max(1, ...days.map((day) => day.useCount + day.refusedCount));
  const scale = (count: number) =>
    count === 0 ? 0 : Math.max(1, Math.round((count / most) * height));
  const words = `${grouped.format(total)} calls, ${grouped.format(refused)} refused`;
  return (
    <span className="grid gap-0.5">
      <svg
        role="img"
        aria-label={`${words} in 30 days`}
        width={daysShown * step}
        height={height}
        className="border-b"
      >
        {Array.from({ length: daysShown }, (_, at) => {
          const day = new Date(now - (daysShown - 1 - at) * dayMs)
            .toISOString()
            .slice(0, 10);
          const found = days.find((one) => one.day === day);
          const used = scale(found?.useCount ?? 0);
          const denied = scale(found?.refusedCount ?? 0);
          return (
            <g key={day}>
              <rect
                x={at * step}
                y={height - used}
                width={step - 1}
                height={used}
                className="fill-muted-foreground"
              />
              <rect
                x={at * step}
                y={Math.max(0, height - used - denied)}
                width={step - 1}
                height={denied}
                className="fill-outcome-denied"
              />
            </g>
          );
        })}
      </svg>
      <span className="text-muted-foreground text-xs tabular-nums whitespace-nowrap">
        {grouped.format(total)}
        {refused > 0 && `, ${grouped.format(refused)} refused`}
      </span>
    </span>
  );
}

import type { TimelineBar } from "@/components/entries/timeline-bar";

const view = { width: 600, height: 100 };
const visibleMin = 2;
const outcomes = ["success", "failed", "denied"] as const;

/** Drawn to the width of the page; the table beside it says the same in words. */
export function TimelineBars({
  bars,
  most,
  brush,
  hrefOf,
}: {
  bars: TimelineBar[];
  most: number;
  brush: { start: number; end: number } | null;
  hrefOf: (bar: TimelineBar) => string;
}) {
  const step = view.width / bars.length;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${view.width} ${view.height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      <defs>
        <Hatch id="hatch-failed" path="M0 4 4 0" />
        <Hatch id="hatch-denied" path="M0 0 4 4M0 4 4 0" />
      </defs>
      {brush !== null && (
        <rect
          x={brush.start * step}
          width={(brush.end - brush.start + 1) * step}
          height={view.height}
          className="fill-primary/15"
        />
      )}
      {bars.map((bar, place) => (
        <a key={bar.from} href={hrefOf(bar)} tabIndex={-1}>
          <title>
            {`${bar.label}: ${bar.success} success, ${bar.failed} failed, ${bar.denied} denied`}
          </title>
          <rect x={place * step} width={step} height={view.height} className="bar" />
          {stack(bar, most).map(({ outcome, y, height }) => (
            <rect
              key={outcome}
              x={place * step + step * 0.08}
              width={step * 0.84}
              y={y}
              height={height}
              className={`bar-${outcome}`}
            />
          ))}
        </a>
      ))}
    </svg>
  );
}

function Hatch({ id, path }: { id: string; path: string }) {
  return (
    <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" className="opacity-30" fill="currentColor" />
      <path d={path} stroke="currentColor" strokeWidth="1.2" />
    </pattern>
  );
}

/** From the axis up; what there is of an outcome is seen, however little it is. */
function stack(bar: TimelineBar, most: number) {
  let y = view.height;
  return outcomes.flatMap((outcome) => {
    const count = bar[outcome];
    if (count === 0) return [];
    const height = Math.max((count / most) * (view.height - 4), visibleMin);
    y = Math.max(0, y - height);
    return [{ outcome, y, height }];
  });
}

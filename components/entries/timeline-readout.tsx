import type { TimelineBar } from "@/components/entries/timeline-bar";
import type { Brush } from "@/components/entries/use-brush";

/** What lies under the pointer or in the brush: its exact bounds, and how it ended. */
export function TimelineReadout({
  bars,
  brush,
  hovered,
}: {
  bars: TimelineBar[];
  brush: Brush | null;
  hovered: number | null;
}) {
  const first = bars[brush?.start ?? hovered ?? -1];
  const last = bars[brush?.end ?? hovered ?? -1];
  if (!first || !last) return null;
  const chosen = bars.slice(bars.indexOf(first), bars.indexOf(last) + 1);
  const count = (outcome: "success" | "failed" | "denied") =>
    chosen.reduce((sum, bar) => sum + bar[outcome], 0).toLocaleString("en-GB");
  const middle = ((bars.indexOf(first) + bars.indexOf(last) + 1) / 2 / bars.length) * 100;
  const side = middle < 25 ? "" : middle > 75 ? "-translate-x-full" : "-translate-x-1/2";
  const span =
    first === last
      ? first.label
      : `${first.label.split(" – ")[0]} – ${last.label.split(" – ").at(-1)}`;
  return (
    <p
      role="status"
      style={{ left: `${middle}%` }}
      className={`pointer-events-none absolute bottom-full z-20 mb-1 rounded-sm border bg-popover px-2 py-0.5 text-xs whitespace-nowrap tabular-nums ${side}`}
    >
      <span className="font-medium">{span}</span> {count("success")} success ·{" "}
      {count("failed")} failed · {count("denied")} denied
    </p>
  );
}

import type { TimelineBar } from "@/components/entries/timeline-bar";
import type { TimelineTick } from "@/components/entries/timeline-chart";
import type { LoadedLog } from "@/lib/entries/loaders";
import { describeMoment } from "@/lib/entries/moment";
import { changeFilter, type View } from "@/lib/entries/view";

const tickCount = 6;
const dayMilliseconds = 86_400_000;

/** The chart's bars, each with the address of its own time. */
export function listTimelineBars(
  { timeline, view }: LoadedLog,
  zone: string,
  href: (view: View) => string,
): (TimelineBar & { href: string })[] {
  return timeline.buckets.map(({ from, to, ...counts }) => {
    const edges = { from: trimEdge(from), to: trimEdge(to) };
    return {
      ...counts,
      ...edges,
      label: describeSpan(from, to, zone),
      href: href(changeFilter(view, { range: { kind: "absolute", ...edges } })),
    };
  });
}

export function listTimelineTicks({ timeline }: LoadedLog, zone: string): TimelineTick[] {
  const start = Date.parse(timeline.from);
  const end = Date.parse(timeline.to);
  const isLong = end - start > 2 * dayMilliseconds;
  return Array.from({ length: tickCount + 1 }, (_, place) => {
    const at = new Date(start + ((end - start) * place) / tickCount).toISOString();
    const { shortDay, clock } = describeMoment(at, zone);
    return { label: isLong ? shortDay : `${shortDay} ${clock.slice(0, 5)}` };
  }).filter(({ label }, place, ticks) => label !== ticks[place - 1]?.label);
}

/** The parts that are zero say nothing. */
function trimEdge(edge: string): string {
  return edge.replace(/\.0{6}Z$/, "Z").replace(/(T\d\d:\d\d):00Z$/, "$1Z");
}

function describeSpan(from: string, to: string, zone: string): string {
  const [start, end] = [describeMoment(from, zone), describeMoment(to, zone)];
  const isFine = Date.parse(to) - Date.parse(from) < 60_000;
  const clockOf = ({ clock }: { clock: string }) => (isFine ? clock : clock.slice(0, 5));
  const last = start.day === end.day ? clockOf(end) : `${end.shortDay} ${clockOf(end)}`;
  return `${start.shortDay} ${clockOf(start)} – ${last}`;
}

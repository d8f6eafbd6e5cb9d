import type { RangeChoice } from "@/components/entries/range-popover";
import type { LoadedLog } from "@/lib/entries/loaders";
import { describeMoment, describeZone } from "@/lib/entries/moment";
import { describeRangeWords, offeredRanges } from "@/lib/entries/range-words";
import { changeFilter, type View } from "@/lib/entries/view";

/** What the range popover says and offers. */
export function describeRangeChoice(
  { view, range, ends }: LoadedLog,
  zone: string,
  href: (view: View) => string,
): RangeChoice {
  const current = view.filter.range;
  const now = Date.now();
  const shown = (edge: string | null) => (edge === null ? "" : formatLocal(edge, zone));
  return {
    label: describeRangeWords(current, zone),
    spelled: `${spell(range.from, zone, "the beginning")} – ${spell(range.to, zone, "now")}`,
    presets: offeredRanges.map((token) => ({
      label: describeRangeWords({ kind: "relative", token }, zone),
      href: href(changeFilter(view, { range: { kind: "relative", token } })),
      isCurrent: current.kind === "relative" && current.token === token,
    })),
    since: shown(range.from ?? ends.beganAt),
    until: shown(range.to ?? new Date(now).toISOString()),
    zone: describeZone(zone, now),
    reachesBack: ends.beganAt === null ? null : describeMoment(ends.beganAt, zone).day,
  };
}

function spell(edge: string | null, zone: string, otherwise: string): string {
  if (edge === null) return otherwise;
  const { day, clock, zoneName } = describeMoment(edge, zone);
  return `${day} ${clock} ${zoneName}`;
}

/** 2026-11-14 09:00, as the form reads it back in the same zone. */
function formatLocal(edge: string, zone: string): string {
  const { iso } = describeMoment(edge, zone);
  return iso.slice(0, 16).replace("T", " ");
}

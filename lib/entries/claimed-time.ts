import { describeSpan } from "./age";
import type { Entry } from "./model";
import { describeMoment, type Moment } from "./moment";

const claimDistanceMin = 120_000;

/** That the sender told another time than the platform's clock; null when it hardly did. */
export function describeClaim(
  { recorded_at, occurred_at }: Pick<Entry, "recorded_at" | "occurred_at">,
  zone: string,
): { text: string; title: string } | null {
  if (occurred_at === null) return null;
  const distance = Date.parse(recorded_at) - Date.parse(occurred_at);
  if (Math.abs(distance) <= claimDistanceMin) return null;
  const moment = describeMoment(occurred_at, zone);
  const side = distance > 0 ? "earlier" : "later";
  return {
    text: `reported ${describeSpan(distance, 1)} ${side}`,
    title: `Happened ${spellOut(moment, zone)}, says the sender`,
  };
}

export function spellOut(moment: Moment, zone: string): string {
  const name = moment.zoneName === zone ? zone : `${moment.zoneName}, ${zone}`;
  return `${moment.day} ${moment.preciseClock} (${name})`;
}

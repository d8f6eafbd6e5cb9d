import { ruleLimits } from "./model";

/** How often a rule fired in the hour under way, and how much of that was held back. */
export type Throttle = { hourStart: number; count: number; heldCount: number };

export const noThrottle: Throttle = { hourStart: 0, count: 0, heldCount: 0 };

const microsPerHour = 3_600_000_000;

export type Throttled = {
  throttle: Throttle;
  /** `held` is not told; `first` is the first of its hour that is not. */
  outcome: "told" | "first" | "held";
  /** What was held back in the hour before, and is told with this fire. */
  releasedCount: number;
};

/** Counts one fire; past the limit of an hour the rest are held back, and only counted. */
export function countFire(throttle: Throttle, micros: number): Throttled {
  const hourStart = Math.floor(micros / microsPerHour) * microsPerHour;
  const isSame = throttle.hourStart >= hourStart;
  const now = isSame ? throttle : { ...noThrottle, hourStart };
  const releasedCount = isSame ? 0 : throttle.heldCount;
  const count = now.count + 1;
  if (count <= ruleLimits.firesPerHourMax) {
    return { throttle: { ...now, count }, outcome: "told", releasedCount };
  }
  const heldCount = now.heldCount + 1;
  const outcome = heldCount === 1 ? "first" : "held";
  return { throttle: { ...now, count, heldCount }, outcome, releasedCount };
}

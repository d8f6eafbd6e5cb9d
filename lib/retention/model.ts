/** Days: thirteen months, of which the longest have this many. */
export const retentionDaysDefault = 396;
export const retentionDaysMin = 60;
export const retentionDaysMax = 36_500;
export const proposalDelayDays = 7;
export const reminderDays = 30;

const dayMs = 86_400_000;

export const retentionPresets = [
  { days: retentionDaysDefault, say: "13 months" },
  { days: 365, say: "1 year" },
  { days: 730, say: "2 years" },
  { days: 1826, say: "5 years" },
  { days: 2557, say: "7 years" },
] as const;

export function describeRetention(days: number): string {
  const preset = retentionPresets.find((one) => one.days === days);
  return preset ? preset.say : `${days.toLocaleString("en")} days`;
}

/** Entries recorded before it are past their retention. */
export function cutoffOf(now: Date, retentionDays: number): Date {
  return new Date(now.getTime() - retentionDays * dayMs);
}

/** The monthly prune runs at the start of a month, by the clock of the log. */
export function nextPruneAt(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 2));
}

export function effectiveAfter(approvedAt: Date): Date {
  return new Date(approvedAt.getTime() + proposalDelayDays * dayMs);
}

export function isReminderDue(now: Date): boolean {
  return nextPruneAt(now).getTime() - now.getTime() <= reminderDays * dayMs;
}

/** One stream's entries that a cutoff would take, and what it would leave. */
export type StreamPlan = {
  clientSlot: number;
  clientId: string | null;
  fromSidx: number;
  belowSidx: number;
  entryCount: number;
  retentionDays: number;
  cutoffAt: string;
  isHeld: boolean;
};

export const microsPerSecond = 1_000_000;
export const microsPerMinute = 60 * microsPerSecond;
export const microsPerHour = 60 * microsPerMinute;
export const microsPerDay = 24 * microsPerHour;

/** The form of `recorded_at`, from whole microseconds, which a double holds exactly. */
export function formatMoment(at: number): string {
  const text = new Date(Math.floor(at / 1000)).toISOString();
  return `${text.slice(0, 23)}${String(at % 1000).padStart(3, "0")}Z`;
}

export function formatDate(at: number): string {
  return formatMoment(at).slice(0, 10);
}

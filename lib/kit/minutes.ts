/** "10 minutes", "2 hours", "1 day". */
export function describeMinutes(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return count(minutes / 1440, "day");
  if (minutes > 0 && minutes % 60 === 0) return count(minutes / 60, "hour");
  return count(minutes, "minute");
}

function count(amount: number, one: string): string {
  return `${amount.toLocaleString("en-GB")} ${one}${amount === 1 ? "" : "s"}`;
}

const millisecondsPerSecond = 1_000;
const millisecondsPerMinute = 60 * millisecondsPerSecond;
const millisecondsPerHour = 60 * millisecondsPerMinute;
const millisecondsPerDay = 24 * millisecondsPerHour;

/** "2 min ago"; null once a date says it better. */
export function describeAgo(instant: string, now: number): string | null {
  const age = now - Date.parse(instant);
  if (age < millisecondsPerMinute) return "just now";
  if (age < millisecondsPerHour)
    return `${Math.floor(age / millisecondsPerMinute)} min ago`;
  if (age < millisecondsPerDay) return `${Math.floor(age / millisecondsPerHour)} h ago`;
  return null;
}

/** A length of time in its largest units: "14 min 21 s", "3 d 4 h". */
export function describeSpan(milliseconds: number, unitsMax = 2): string {
  let rest = Math.abs(milliseconds);
  const words: string[] = [];
  for (const [size, unit] of [
    [millisecondsPerDay, "d"],
    [millisecondsPerHour, "h"],
    [millisecondsPerMinute, "min"],
    [millisecondsPerSecond, "s"],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${unit}`);
    else if (words.length > 0) break;
  }
  return words.slice(0, unitsMax).join(" ") || "0 s";
}

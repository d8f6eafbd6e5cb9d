const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** RFC 3339 with an offset, a real date, no leap second: what PostgreSQL reads alike. */
export function isInstant(text: string): boolean {
  const match = pattern.exec(text);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  if (day > new Date(Date.UTC(year === 0 ? 4 : year, month, 0)).getUTCDate())
    return false;
  if ((hour ?? 24) > 23 || (minute ?? 60) > 59 || (second ?? 60) > 59) return false;
  return isOffset(match[7] ?? "");
}

function isOffset(text: string): boolean {
  if (text.length === 1) return true;
  const [hours, minutes] = text.slice(1).split(":").map(Number);
  return (hours ?? 24) <= 15 && (minutes ?? 60) <= 59;
}

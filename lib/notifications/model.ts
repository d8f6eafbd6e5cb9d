import { z } from "zod";
import { dateOf } from "@/lib/kit/time";
import { addDays, dayAt, instantAt, secondOfDayAt } from "@/lib/kit/zone";

export const kinds = ["alert", "integrity", "export", "pack", "feed", "ticket"] as const;
export type Kind = (typeof kinds)[number];

export const kindWords: Record<Kind, { name: string; says: string }> = {
  alert: { name: "Alerts", says: "A rule fired that tells you." },
  integrity: { name: "Integrity", says: "The log may have been altered." },
  export: { name: "Exports", says: "An export that you asked for is ready, or failed." },
  pack: {
    name: "Evidence packs",
    says: "A pack that you asked for is ready, or failed.",
  },
  feed: { name: "Feeds", says: "A feed to a SIEM cannot deliver." },
  ticket: {
    name: "Tickets",
    says: "A ticket system could not be told something, or may have been.",
  },
};

/** An integrity warning is nothing to choose about. */
export const choosable = ["alert", "export", "pack", "feed", "ticket"] as const;

/** How mail comes; on its page everything is told. */
export const hows = ["now", "digest", "off"] as const;
export type How = (typeof hows)[number];

export const howWords: Record<How, string> = {
  now: "At once",
  digest: "In the daily digest",
  off: "Not by mail",
};

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "is a time, like 22:00" });
const how = z.enum(hows, { error: "is one of the three" });

export const choicesSchema = z.strictObject({
  by: z.strictObject({
    alert: how,
    export: how,
    pack: how,
    feed: how,
    /** Younger than choices that are stored. */
    ticket: how.default("now"),
  }),
  /** By the clock of the organization; mails wait until it is over. */
  quiet: z.strictObject({ from: time, to: time }).nullable(),
});
export type Choices = z.infer<typeof choicesSchema>;

export const defaultChoices: Choices = {
  by: { alert: "now", export: "off", pack: "off", feed: "now", ticket: "now" },
  quiet: null,
};

/** What is stored may be older than this code. */
export function readChoices(stored: unknown): Choices {
  const parsed = choicesSchema.safeParse(stored);
  return parsed.success ? parsed.data : defaultChoices;
}

/** An integrity warning comes at once, whatever was chosen. */
export function howFor(choices: Choices, kind: Kind): How {
  return kind === "integrity" ? "now" : choices.by[kind];
}

const secondsPerMinute = 60;

/** When the quiet hours that hold now are over; null when none do. */
export function endOfQuiet({ quiet }: Choices, now: Date, zone: string): Date | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const [from, to] = [secondsOf(quiet.from), secondsOf(quiet.to)];
  const second = secondOfDayAt(now, zone);
  const isOverMidnight = from > to;
  const isQuiet = isOverMidnight
    ? second >= from || second < to
    : second >= from && second < to;
  if (!isQuiet) return null;
  const today = dayAt(now, zone);
  const day = isOverMidnight && second >= from ? addDays(today, 1) : today;
  return dateOf(instantAt(day, to, zone));
}

export const digestHour = 8;

/** The last moment at which a digest was due: eight in the morning. */
export function lastDigest(now: Date, zone: string): Date {
  const today = dayAt(now, zone);
  const hour = 3_600;
  const due = dateOf(instantAt(today, digestHour * hour, zone));
  return due <= now
    ? due
    : dateOf(instantAt(addDays(today, -1), digestHour * hour, zone));
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return (hours * 60 + minutes) * secondsPerMinute;
}

export type Notification = {
  id: string;
  kind: Kind;
  sentence: string;
  href: string;
  createdAt: Date;
  readAt: Date | null;
};

export const choicesForm = "notification-choices";

import { z } from "zod";
import type { Actor } from "@/lib/entries/model";
import { type ExportFormat, exportFormats } from "@/lib/export-requests/model";
import { isZone } from "@/lib/kit/zone";
import { isMailAddress } from "@/lib/mail/address";
import { type RelativeToken, relativeTokens } from "./tokens";

export const cadences = ["daily", "weekly", "monthly"] as const;
export type Cadence = (typeof cadences)[number];

export const scheduleStates = ["active", "paused", "disabled"] as const;
export type ScheduleState = (typeof scheduleStates)[number];

export const weekdays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** When a schedule falls due, by the clock on the wall of its zone. */
export type Rhythm = {
  cadence: Cadence;
  /** Monday is 0; of a weekly one. */
  weekday: number;
  /** Of a monthly one; a shorter month ends it. */
  monthday: number;
  /** 07:00 */
  localTime: string;
  zone: string;
};

export type Schedule = Rhythm & {
  organizationId: string;
  id: string;
  name: string;
  creatorId: string;
  creator: Actor;
  format: ExportFormat;
  withManifest: boolean;
  /** Of the log's address bar, with a range that moves with the clock. */
  query: string;
  recipients: string[];
  state: ScheduleState;
  /** Why it is disabled. */
  reason: string | null;
  nextAt: Date;
  createdAt: Date;
  /** A standing way out of the log ends by itself. */
  endsAt: Date;
};

export type LastSend = {
  scheduleId: string;
  dueAt: Date;
  state: "writing" | "sent" | "failed";
  entryCount: number | null;
  why: string | null;
};

export type ListedSchedule = Schedule & { last: LastSend | null };

export const recipientsMax = 20;
export const scheduleIdSchema = z.string().regex(/^exs_[0-9a-f]{24}$/);
const number = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

export const scheduleSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: "must be given" })
    .max(80)
    .refine((text) => !/\p{Cc}/u.test(text), { error: "must be one line" }),
  format: z.enum(exportFormats),
  withManifest: z.boolean(),
  query: z.string().max(4096),
  covers: z.enum(relativeTokens),
  cadence: z.enum(cadences),
  weekday: number(0, 6),
  monthday: number(1, 31),
  localTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
    error: "must be a time such as 07:00",
  }),
  zone: z.string().refine(isZone, { error: "must be a time zone" }),
  recipients: z
    .array(z.string().refine(isMailAddress, { error: "is not an address" }))
    .min(1, { error: "must name somebody" })
    .max(recipientsMax),
});
export type ScheduleInput = z.infer<typeof scheduleSchema>;
export type { RelativeToken };

/** Addresses as people type them: one a line, or with commas between. */
export function parseRecipients(text: string): string[] {
  const addresses = text.split(/[\s,;]+/).filter((one) => one !== "");
  return [...new Set(addresses.map((one) => one.toLowerCase()))];
}

/** "Every Monday at 07:00 (Europe/London)" */
export function describeRhythm({ cadence, weekday, monthday, ...at }: Rhythm): string {
  const time = `${at.localTime} (${at.zone})`;
  switch (cadence) {
    case "daily":
      return `Every day at ${time}`;
    case "weekly":
      return `Every ${weekdays[weekday] ?? "Monday"} at ${time}`;
    case "monthly":
      return `Every month on day ${monthday} at ${time}`;
  }
}

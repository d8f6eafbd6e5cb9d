import { z } from "zod";
import type { Actor } from "@/lib/entries/model";
import { typedText } from "@/lib/forms/typed-text";
import { dateOf } from "@/lib/kit/time";
import { dayAt, formatDay, instantAt, parseDay, secondOfDayAt } from "@/lib/kit/zone";

/** What happened, told by the entries that show it and by people who were there. */
export type Case = {
  id: string;
  name: string;
  impact: string;
  cause: string;
  resolution: string;
  beganAt: Date | null;
  detectedAt: Date | null;
  fixedAt: Date | null;
  author: Actor;
  openedAt: Date;
  closedAt: Date | null;
};

/** As the list shows it. */
export type CaseLine = Case & { pinCount: number; noteCount: number };

export type Pin = { entryId: string; idx: number; author: Actor; pinnedAt: Date };

export type Note = {
  number: number;
  happenedAt: Date;
  note: string;
  author: Actor;
  createdAt: Date;
};

export const caseForm = "case";
export const reportForm = "case-report";
export const noteForm = "case-note";
export const pinForm = "case-pin";

export const pinsMax = 500;
export const notesMax = 500;

/** The three moments of a case, in the order in which they must come. */
export const turns = ["beganAt", "detectedAt", "fixedAt"] as const;
export type Turn = (typeof turns)[number];

export const turnWords: Record<Turn, string> = {
  beganAt: "Began",
  detectedAt: "Noticed",
  fixedAt: "Fixed",
};

const secondsPerMinute = 60;

/** What a datetime-local field holds, told by the wall clock of a zone. */
export function parseWallTime(text: string, zone: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  const day = match && parseDay(match[1] ?? "");
  if (!match || !day) return null;
  const [hours, minutes, seconds] = [match[2], match[3], match[4] ?? 0].map(Number);
  const ofDay = ((hours ?? 0) * 60 + (minutes ?? 0)) * secondsPerMinute + (seconds ?? 0);
  return dateOf(instantAt(day, ofDay, zone));
}

export function formatWallTime(date: Date, zone: string): string {
  const minutes = Math.floor(secondOfDayAt(date, zone) / secondsPerMinute);
  const pad = (value: number) => String(value).padStart(2, "0");
  const clock = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  return `${formatDay(dayAt(date, zone))}T${clock}`;
}

/** An unknown id is not found, whatever its shape. */
export const idSchema = z.string().max(64);
export const caseNameSchema = typedText.pipe(
  z.string().min(3, { error: "says in a few words what happened" }).max(120),
);
export const reportTextSchema = typedText.pipe(z.string().max(8_000));
export const noteSchema = typedText.pipe(
  z.string().min(3, { error: "says what happened" }).max(4_000),
);

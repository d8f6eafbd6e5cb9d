import { describeEntry } from "@/lib/catalogue/describe-entry";
import { describeValue } from "@/lib/entries/change-value";
import type { Entry } from "@/lib/entries/model";
import { describeMoment, type Moment } from "@/lib/entries/moment";
import { formatDotted } from "@/lib/entries/pointer";
import { showHidden } from "@/lib/entries/visible-text";

export type TicketNote = { plain: string; markdown: string };

export type NoteFacts = {
  zone: string;
  permalink: string;
  clientName: string | null;
  /** "Firefox on Windows"; the user agent itself stands in for it. */
  device: string | null;
  /** The number people say: the organisation's, or the client's where that one is hidden. */
  number: number;
};

const changesShownMax = 12;
const valueLengthMax = 200;
const hashEnds = { start: 8, end: 4 };

/** The note a technician pastes into a ticket: who, what, when, from where, and the proof. */
export function describeTicketNote(entry: Entry, facts: NoteFacts): TicketNote {
  return {
    plain: writeNote(entry, facts, (text) => text),
    markdown: writeNote(entry, facts, escapeMarkdown),
  };
}

export function shortenHash(hash: string): string {
  return `${hash.slice(0, hashEnds.start)}…${hash.slice(-hashEnds.end)}`;
}

function writeNote(entry: Entry, facts: NoteFacts, say: (text: string) => string) {
  const tell = (text: string) => say(showHidden(text));
  const moment = describeMoment(entry.recorded_at, facts.zone);
  const number = facts.number.toLocaleString("en-GB");
  const lines = [
    `Audit entry ${entry.id} (${say(`#${number}`)}), ${tellTime(entry, moment)}`,
    tell(describeEntry(entry, facts.clientName)),
    ...listChangeLines(entry, tell),
    tellOrigin(entry, facts, tell),
    `Proof: sha256 ${shortenHash(entry.hash)}. ${facts.permalink}`,
  ];
  return lines.join("\n");
}

function tellTime(entry: Entry, { day, clock, zoneName }: Moment): string {
  const local = `${day} ${clock} ${zoneName}`;
  const utc = describeMoment(entry.recorded_at, "UTC").clock;
  return utc === clock ? local : `${local} (${utc}Z)`;
}

function listChangeLines({ changes }: Entry, tell: (text: string) => string): string[] {
  const lines = changes.slice(0, changesShownMax).map(({ path, before, after }) => {
    const from = tell(shorten(describeValue(before)));
    const to = tell(shorten(describeValue(after)));
    return `- ${tell(formatDotted(path))}: ${from} → ${to}`;
  });
  const restCount = changes.length - changesShownMax;
  if (restCount > 0) lines.push(`- and ${restCount} more`);
  return lines;
}

function tellOrigin(entry: Entry, facts: NoteFacts, tell: (text: string) => string) {
  const from = [entry.context.ip, facts.device ?? entry.context.user_agent]
    .filter((part) => part !== null)
    .map((part) => tell(shorten(part)));
  const outcome = `Outcome: ${entry.outcome}${entry.reason ? `, ${tell(entry.reason)}` : ""}.`;
  return from.length === 0 ? outcome : `From ${from.join(", ")}. ${outcome}`;
}

function shorten(text: string): string {
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}

/** Values come from outside: in a note they may not become links, images or headings. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#|~!&]/g, "\\$&").replace(/:(?=\/\/)/g, "\\:");
}

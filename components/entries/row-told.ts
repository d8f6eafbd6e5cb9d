import { nameOfClient, type Viewer, zoneOf } from "@/components/entries/viewer";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import { formatEntityCount } from "@/lib/catalogue/entities";
import { labelTarget } from "@/lib/catalogue/target-label";
import { describeVerb, isVerb } from "@/lib/catalogue/verbs";
import { describeAgo, describeSpan } from "@/lib/entries/age";
import { describeClaim, spellOut } from "@/lib/entries/claimed-time";
import { isDeletedSince } from "@/lib/entries/deletions";
import { fields } from "@/lib/entries/fields";
import type { Entry, Target } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { listRowChanges, type RowChange } from "@/lib/entries/row-changes";
import { type RowEntry, trimEntry } from "@/lib/entries/row-entry";
import { showHidden } from "@/lib/entries/visible-text";
import { describeErased } from "@/lib/erasures/words";
import { isAltered } from "@/lib/incidents/model";

/** What the server says of an entry so that a row needs no catalogue to show it. */
export type RowTold = {
  sentence: string;
  verb: { name: string; words: string; group: string };
  when: { iso: string; title: string; date: string; clock: string };
  /** Younger than a day: its age is counted on. */
  isRecent?: true;
  claim?: { text: string; title: string };
  /** Where it is not the actor's own name. */
  who?: string;
  entity?: { label: string; name: string | null };
  isDeletedSince?: true;
  isAltered?: true;
  /** When values of it were erased, by whom and on what ground. */
  erased?: string;
  source: string;
} & ToldChanges;

export type ToldChanges = {
  /** Why it came to nothing. */
  reason?: string;
  changes: RowChange[];
  /** Changes that are not shown. */
  restCount: number;
  /** Without a change: how much it was about. */
  extent?: string;
};

export type RowData = RowEntry & { told: RowTold };

const linesMax = 2;

export function describeRow(entry: Entry, viewer: Viewer): RowData {
  const told: RowTold = {
    sentence: showHidden(describeEntry(entry, nameOfClient(viewer, entry.client))),
    verb: tellVerb(entry.verb),
    source: fields.source.describe(entry.source),
    ...tellChanges(entry),
    ...tellTime(entry, viewer),
    ...tellRecords(entry, viewer),
    ...(entry.erased?.[0] ? { erased: describeErased(entry.erased[0]) } : {}),
  };
  return { ...trimEntry(entry), told };
}

/** What is told without opening: the first changes, or why it came to nothing. */
export function tellChanges(entry: Entry): ToldChanges {
  const { reason, outcome, changes } = entry;
  const why = outcome === "success" ? null : reason;
  const lines = changes.slice(0, why === null ? linesMax : linesMax - 1);
  const extent = why === null && lines.length === 0 ? describeExtent(entry) : "";
  return {
    changes: listRowChanges(lines),
    restCount: changes.length - lines.length,
    ...(why === null ? {} : { reason: why }),
    ...(extent === "" ? {} : { extent }),
  };
}

function tellVerb(text: string): RowTold["verb"] {
  const name = isVerb(text) ? text : "other";
  return { name, ...describeVerb(name) };
}

function tellTime(
  entry: Entry,
  viewer: Viewer,
): Pick<RowTold, "when" | "isRecent" | "claim"> {
  const zone = zoneOf(viewer, entry.client);
  const moment = describeMoment(entry.recorded_at, zone);
  const today = describeMoment(new Date(viewer.now).toISOString(), zone);
  const claim = describeClaim(entry, zone);
  return {
    when: {
      iso: moment.iso,
      title: spellOut(moment, zone),
      date: moment.year === today.year ? moment.shortDay : moment.day,
      clock: zone === viewer.zone ? moment.clock : `${moment.clock} ${moment.zoneName}`,
    },
    ...(describeAgo(entry.recorded_at, viewer.now) === null ? {} : { isRecent: true }),
    ...(claim === null ? {} : { claim }),
  };
}

function tellRecords(entry: Entry, viewer: Viewer) {
  const { actor } = entry;
  const who = labelActor(actor);
  const target = entry.target ?? entry.targets[0] ?? null;
  return {
    ...(who === actor.name ? {} : { who }),
    ...(target === null ? {} : { entity: splitLabel(target) }),
    ...(isDeletedSince(entry, viewer.deletions ?? {})
      ? { isDeletedSince: true as const }
      : {}),
    ...(isAltered(entry.idx, viewer.altered ?? []) ? { isAltered: true as const } : {}),
  };
}

/** An id people say aloud stays on the first line, and its name goes below it. */
function splitLabel(target: Target): { label: string; name: string | null } {
  const whole = labelTarget(target);
  const hasBoth = target.name !== null && whole.endsWith(`“${target.name}”`);
  if (!hasBoth) return { label: whole, name: null };
  return { label: labelTarget({ ...target, name: null }), name: target.name };
}

/** Without a changed field: how much it was about, how it ended, how long it took. */
function describeExtent({ targets, metadata }: Entry): string {
  const { exit_code: exitCode, duration_seconds: seconds, count } = metadata;
  const [type] = new Set(targets.map((target) => target.type));
  const isOneType = targets.every((target) => target.type === type);
  return [
    ...(targets.length > 1
      ? [formatEntityCount(isOneType && type ? type : "record", targets.length)]
      : []),
    ...(typeof exitCode === "number" ? [`exit ${exitCode}`] : []),
    ...(typeof seconds === "number" ? [describeSpan(seconds * 1000, 1)] : []),
    ...(typeof count === "number" ? [`${count.toLocaleString("en-GB")} times`] : []),
  ].join(" · ");
}

import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import { describeValue } from "@/lib/entries/change-value";
import { describeClaim } from "@/lib/entries/claimed-time";
import type { Change, Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { formatDotted } from "@/lib/entries/pointer";
import { type CheckedEntry, holds } from "@/lib/exports/exported-row";
import type { EntrySink, ExportAbout, ExportFacts } from "@/lib/exports/row-format";
import {
  type PdfCover,
  PdfDocument,
  type PdfRow,
  type PdfSpan,
  type PdfText,
  type PdfTone,
} from "./pdf";
import type { PdfTable } from "./pdf-table";

const rowsBetweenFlushes = 100;
const changesMax = 40;
const valueLengthMax = 400;
const hashShown = 16;

const outcomeTones: Record<Entry["outcome"], PdfTone> = {
  success: "good",
  failed: "warning",
  denied: "bad",
};

/** The table of entries in a document: also for reports that are more than that. */
export class EntriesTable {
  private readonly table: PdfTable;

  constructor(
    document: PdfDocument,
    private readonly zone: string,
  ) {
    this.table = document.table([
      { title: `Time (${zone})`, share: 14 },
      { title: "Who, and from where", share: 21 },
      { title: "What happened", share: 46 },
      { title: "Client", share: 11 },
      { title: "Outcome", share: 8 },
    ]);
  }

  row(entry: CheckedEntry): void {
    this.table.row(describeRow(entry, this.zone));
  }
}

/** A document of entries with a cover: what was asked for, and what was verified. */
export async function openEntriesPdf(
  path: string,
  about: ExportAbout,
): Promise<EntrySink> {
  const { organization, createdAt, id, zone } = about;
  const document = await PdfDocument.create(path, {
    title: `Audit log of ${organization}`,
    author: organization,
    createdAt,
    foot: [organization, "Audit log", ...(id === null ? [] : [id])].join(" · "),
    hasCover: true,
  });
  const table = new EntriesTable(document, zone);
  return {
    take: async (entries) => {
      for (const [at, entry] of entries.entries()) {
        table.row(entry);
        if (at % rowsBetweenFlushes === 0) await document.flush();
      }
      await document.flush();
    },
    finish: async (facts) => {
      if (facts.count === 0) document.paragraph("No entry is of this filter and range.");
      return document.finish(describeCover(about, facts));
    },
    abandon: () => document.abandon(),
  };
}

function describeCover(about: ExportAbout, facts: ExportFacts): PdfCover {
  const { organization, createdAt, zone, id, upto } = about;
  const code = (text: string): PdfSpan[] => [{ text, style: "code" }];
  const moment = describeMoment(createdAt.toISOString(), zone);
  const end: [string, PdfText][] =
    upto === null ? [] : [["Newest entry then", `#${upto.toLocaleString("en")}`]];
  return {
    owner: organization,
    title: "Audit log",
    verdict: describeVerdict(facts),
    facts: [
      ["Filter", about.filter],
      ["Range", about.range],
      ["Times are told in", zone],
      ["Entries", facts.count.toLocaleString("en")],
      ["Made", `${moment.day} ${moment.clock} ${moment.zoneName}, for ${about.madeBy}`],
      ...end,
      ...(id === null ? [] : [["Export", code(id)] as [string, PdfText]]),
      ["Keys of the log", about.keys.map((key) => ({ text: `${key} `, style: "code" }))],
    ],
    notes: listNotes(about),
  };
}

function describeVerdict({ verification }: ExportFacts): PdfCover["verdict"] {
  const { checked, links, altered } = verification;
  const count = (value: number) => value.toLocaleString("en");
  if (altered > 0) {
    const text = `${count(altered)} of ${count(checked)} entries do not hold. Each is marked ALTERED where it stands.`;
    return { text, tone: "bad" };
  }
  const text = `All ${count(checked)} entries were recomputed while this was written, and ${count(links)} links between neighbours: all hold.`;
  return { text, tone: "good" };
}

function listNotes({ isDemo }: ExportAbout): string[] {
  return [
    ...(isDemo
      ? ["DEMO: the clock of this organization was supplied by its loader."]
      : []),
    "The log itself holds an entry of this export with the hash of this very file (export.completed). Who must check entries without trusting anyone takes an evidence bundle of the same filter.",
    "Long values are cut here and marked …; the other formats have all of them. Letters that no font of this document has are told by their number, as [U+6F22]; characters nobody would see by their name, as ⟨RLO⟩.",
  ];
}

function describeRow(entry: CheckedEntry, zone: string): PdfRow {
  const quiet = (text: string): PdfSpan[] => [{ text, tone: "quiet" }];
  const { actor, context, outcome, client } = entry;
  const moment = describeMoment(entry.recorded_at, zone);
  const place = entry.idx ?? entry.sidx;
  const from = [actor.email === actor.name ? null : actor.email, context.ip];
  const known = from.filter((one) => one !== null).join(" · ");
  return {
    cells: [
      [`${moment.iso.slice(0, 10)} ${moment.clock}`, quiet(`#${place}`)],
      [
        [{ text: labelActor(actor), style: "strong" }],
        ...(known === "" ? [] : [quiet(known)]),
      ],
      [describeEntry(entry, null)],
      [client ?? ""],
      [[{ text: outcome, tone: outcomeTones[outcome] }]],
    ],
    details: { column: 2, lines: listDetails(entry, zone) },
  };
}

function listDetails(entry: CheckedEntry, zone: string): PdfText[] {
  const { verification, changes, action, id, hash } = entry;
  const claim = describeClaim(entry, zone);
  const more = changes.length - changesMax;
  const reference = `${action}  ${id}  ${hash.slice(0, hashShown)}`;
  return [
    ...(verification === holds
      ? []
      : [[{ text: verification, tone: "bad" as const, style: "strong" as const }]]),
    ...changes.slice(0, changesMax).map(describeChange),
    ...(more > 0 ? [[{ text: `and ${more} more changes`, tone: "quiet" as const }]] : []),
    ...(claim === null ? [] : [[{ text: claim.title, tone: "quiet" as const }]]),
    [{ text: reference, tone: "quiet", style: "code" }],
  ];
}

function describeChange({ path, before, after }: Change): PdfText {
  return [
    { text: `${formatDotted(path)}  `, tone: "quiet" },
    { text: cut(describeValue(before)) },
    { text: " → ", tone: "quiet" },
    { text: cut(describeValue(after)) },
  ];
}

function cut(text: string): string {
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}

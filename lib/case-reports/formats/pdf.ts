import type { Case, Turn } from "@/lib/cases/model";
import { turns, turnWords } from "@/lib/cases/model";
import type { Happening, Measures } from "@/lib/cases/timeline";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import { describeValue } from "@/lib/entries/change-value";
import type { Change, Entry } from "@/lib/entries/model";
import { describeMoment } from "@/lib/entries/moment";
import { formatDotted } from "@/lib/entries/pointer";
import {
  PdfDocument,
  type PdfFact,
  type PdfRow,
  type PdfSpan,
  type WrittenPdf,
} from "@/lib/exports/formats/pdf";

export type CasePdf = {
  report: { told: Case; happenings: Happening[]; measures: Measures };
  /** How many pinned entries were recomputed for this document; all of them hold. */
  checkedCount: number;
  organization: string;
  zone: string;
  clientNames: Readonly<Record<string, string>>;
  madeBy: string;
  now: Date;
};

const changesMax = 20;
const valueLengthMax = 300;

/** The report of a case: what it cost, why, what was done, and the entries that show it. */
export async function writeCasePdf(path: string, about: CasePdf): Promise<WrittenPdf> {
  const { report, organization, now } = about;
  const { told } = report;
  const document = await PdfDocument.create(path, {
    title: told.name,
    author: organization,
    createdAt: now,
    foot: `${told.name} · ${told.id}`,
    hasCover: true,
  });
  try {
    document.newPage();
    for (const [title, text] of [
      ["Impact", told.impact],
      ["Cause", told.cause],
      ["Resolution", told.resolution],
    ] as const) {
      document.heading(title);
      document.paragraph(text === "" ? [{ text: "Not told.", tone: "quiet" }] : text);
    }
    document.heading("Timeline");
    drawTimeline(document, about);
    return await document.finish(coverOf(about));
  } catch (error) {
    await document.abandon();
    throw error;
  }
}

function coverOf({ report, checkedCount, organization, zone, madeBy, now }: CasePdf) {
  const { told, measures } = report;
  const entries =
    checkedCount === 1 ? "1 pinned entry was" : `${checkedCount} pinned entries were`;
  const facts: PdfFact[] = [
    ...turns.flatMap((turn): PdfFact[] => factOf(told, turn, zone)),
    ...(measures.toDetect === null
      ? []
      : [["Time to notice", measures.toDetect] as PdfFact]),
    ...(measures.toFix === null ? [] : [["Time to fix", measures.toFix] as PdfFact]),
    ["State", told.closedAt === null ? "Open" : `Closed ${tell(told.closedAt, zone)}`],
    ["Times are told in", zone],
    ["Made", `${tell(now, zone)}, for ${madeBy}`],
    ["Case", [{ text: told.id, style: "code" }]],
  ];
  return {
    owner: organization,
    title: told.name,
    verdict: {
      text: `${entries} recomputed for this report: all hold.`,
      tone: "good" as const,
    },
    facts,
    notes: [
      "The log itself holds an entry of this report with the hash of this very file (case.report_exported). Who must check the entries without trusting anyone takes the case's bundle.",
    ],
  };
}

function factOf(told: Case, turn: Turn, zone: string): PdfFact[] {
  const moment = told[turn];
  return moment === null ? [] : [[turnWords[turn], tell(moment, zone)]];
}

function tell(moment: Date, zone: string): string {
  const { day, clock, zoneName } = describeMoment(moment.toISOString(), zone);
  return `${day} ${clock} ${zoneName}`;
}

function drawTimeline(document: PdfDocument, about: CasePdf): void {
  const { report, zone } = about;
  if (report.happenings.length === 0) {
    document.paragraph([{ text: "Nothing is pinned or noted.", tone: "quiet" }]);
    return;
  }
  const table = document.table([
    { title: `Time (${zone})`, share: 16 },
    { title: "Who", share: 20 },
    { title: "What happened", share: 64 },
  ]);
  for (const happening of report.happenings) table.row(rowOf(happening, about));
}

function rowOf(happening: Happening, about: CasePdf): PdfRow {
  if (happening.kind === "entry") return rowOfEntry(happening.entry, about);
  if (happening.kind === "gone") {
    const text = `#${happening.pin.idx} was pinned and is no longer kept.`;
    return { cells: [[quiet("")], [quiet("")], [quiet(text)]] };
  }
  const { note, author } = happening.note;
  return {
    cells: [
      [timeOf(happening.at, about.zone), quiet("Note")],
      [labelActor(author)],
      note.split("\n"),
    ],
  };
}

function rowOfEntry(entry: Entry, { zone, clientNames }: CasePdf): PdfRow {
  const client =
    entry.client === null ? null : (clientNames[entry.client] ?? entry.client);
  const shown = entry.changes.slice(0, changesMax).map(describeChange);
  const more = entry.changes.length - shown.length;
  return {
    cells: [
      [timeOf(entry.recorded_at, zone), quiet(`#${entry.idx}`)],
      [labelActor(entry.actor)],
      [
        [{ text: describeEntry(entry, client), style: "strong" }],
        ...(entry.outcome === "success" ? [] : [quiet(entry.outcome)]),
        ...shown,
        ...(more > 0 ? [quiet(`and ${more} more fields`)] : []),
      ],
    ],
  };
}

function timeOf(instant: string, zone: string): string {
  const { iso, clock } = describeMoment(instant, zone);
  return `${iso.slice(0, 10)} ${clock}`;
}

function describeChange({ path, before, after }: Change): PdfSpan[] {
  const told = (value: Change["before"]) =>
    value === undefined ? "–" : cut(describeValue(value));
  return [
    { text: `${formatDotted(path)}: `, tone: "quiet" },
    { text: `${told(before)} → ${told(after)}`, style: "code" },
  ];
}

function cut(text: string): string {
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}

function quiet(text: string): PdfSpan[] {
  return [{ text, tone: "quiet" }];
}

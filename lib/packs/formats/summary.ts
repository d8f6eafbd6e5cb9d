import {
  PdfDocument,
  type PdfFact,
  type PdfTone,
  type WrittenPdf,
} from "@/lib/exports/formats/pdf";
import { listSectionFiles, type PackFacts } from "../contents";
import { frameworks, honestWords, mapControls } from "../controls";
import { titleOf } from "../model";
import { purposes } from "../purposes";

const grouped = new Intl.NumberFormat("en-GB");
const alteredMax = 40;

/** summary.pdf: what is in the pack, which controls it supports, what was verified. */
export async function writeSummary(path: string, facts: PackFacts): Promise<WrittenPdf> {
  const { pack, organization } = facts;
  const title = titleOf(pack);
  const document = await PdfDocument.create(path, {
    title,
    author: organization,
    createdAt: pack.createdAt,
    foot: `${title} · ${pack.id}`,
    hasCover: true,
  });
  try {
    document.newPage();
    drawSections(document, facts);
    drawControls(document, facts);
    drawFiles(document, facts);
    return await document.finish(coverOf(facts));
  } catch (error) {
    await document.abandon();
    throw error;
  }
}

function coverOf(facts: PackFacts) {
  const { pack, organization, client, stream, verdict } = facts;
  const { state, checkedCount, linkCount, alteredCount } = verdict;
  const holds = state === "holds";
  const told: PdfFact[] = [
    ["Organization", organization],
    ...(client === null ? [] : [["Client", client] satisfies PdfFact]),
    ["Period", `${pack.rangeFrom} to ${pack.rangeTo} (${pack.zone})`],
    [
      "Entries",
      `${grouped.format(pack.entryCount)}, up to #${grouped.format(pack.upto)}`,
    ],
    ["Made", pack.createdAt.toISOString()],
    ["Asked for by", pack.requester.name ?? pack.requester.email ?? "Custody"],
    ...(pack.preparedFor === ""
      ? []
      : [["Prepared for", pack.preparedFor] satisfies PdfFact]),
    ...(pack.note === "" ? [] : [["Note", pack.note] satisfies PdfFact]),
    ["Chain", [{ text: stream, style: "code" }]],
    ["Epoch", String(pack.epochIndex ?? "")],
    ["Pack", [{ text: pack.id, style: "code" }]],
  ];
  const text = holds
    ? `All ${grouped.format(checkedCount)} entries that were recomputed hold, with ${grouped.format(linkCount)} links between neighbours.`
    : `${grouped.format(alteredCount)} ENTRIES DO NOT HOLD, or a bundle was refused: see what is named below.`;
  const tone: PdfTone = holds ? "good" : "bad";
  return {
    owner: "Evidence pack",
    title: titleOf(pack),
    verdict: { text, tone },
    facts: told,
    notes: [honestWords],
  };
}

function drawSections(document: PdfDocument, facts: PackFacts): void {
  const { pack, verdict } = facts;
  document.heading("What is in it");
  document.paragraph(purposes[pack.purpose].says);
  const table = document.table([
    { title: "Section", share: 3 },
    { title: "What it shows", share: 6 },
    { title: "Filter", share: 4 },
    { title: "Entries", share: 1 },
  ]);
  for (const { section } of listSectionFiles(pack)) {
    const count = pack.sections.find(({ id }) => id === section.id)?.count ?? 0;
    const filter = section.query === "" ? "everything" : section.query;
    table.row({
      cells: [
        [[{ text: section.name, style: "strong" }]],
        [section.says],
        [[{ text: filter, style: "code" }]],
        [grouped.format(count)],
      ],
    });
  }
  if (verdict.state === "holds") return;
  document.heading("What does not hold", 2);
  for (const { id, position, why } of verdict.altered.slice(0, alteredMax)) {
    document.paragraph([{ text: `#${position} ${id}: ${why}`, tone: "bad" }]);
  }
  for (const { name, why } of verdict.refused) {
    document.paragraph([{ text: `${name} was not written: ${why}`, tone: "bad" }]);
  }
}

function drawControls(document: PdfDocument, { pack }: PackFacts): void {
  document.heading("Controls these entries support");
  document.paragraph(honestWords);
  const { articles } = purposes[pack.purpose];
  if (articles.length > 0) {
    document.paragraph(`GDPR: Articles ${articles.join(", ")}.`);
  }
  const sections = listSectionFiles(pack).map(({ section }) => section);
  const table = document.table([
    { title: "Framework", share: 3 },
    { title: "Control", share: 3 },
    { title: "What it asks for", share: 6 },
    { title: "Sections", share: 4 },
  ]);
  for (const { framework, id, words, sections: names } of mapControls(sections)) {
    const { name, edition } = frameworks[framework];
    table.row({
      cells: [
        [name, [{ text: edition, tone: "quiet" }]],
        [[{ text: id, style: "code" }]],
        [words],
        [names.join(", ")],
      ],
    });
  }
}

function drawFiles(document: PdfDocument, { parts }: PackFacts): void {
  document.heading("Files");
  document.paragraph(
    "The sha256 of every file but this one and manifest.json, which lists them all.",
  );
  const table = document.table([
    { title: "File", share: 3 },
    { title: "Bytes", share: 1 },
    { title: "sha256", share: 6 },
  ]);
  for (const { name, bytes, sha256, check } of parts) {
    if (check?.refused) continue;
    table.row({
      cells: [[name], [grouped.format(bytes)], [[{ text: sha256, style: "code" }]]],
    });
  }
}

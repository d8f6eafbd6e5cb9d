import { capitalize } from "@/lib/catalogue/words";
import { frameworks, honestWords, mapControls } from "./controls";
import type { Pack, PackPart, PackVerdict } from "./model";
import { titleOf } from "./model";
import { purposes } from "./purposes";
import { listSections } from "./sections";

/** What a pack tells of itself beside what is in its row. */
export type PackFacts = {
  pack: Pack;
  organization: string;
  client: string | null;
  /** The chain's own name, which the bundles carry. */
  stream: string;
  verdict: PackVerdict;
  parts: readonly PackPart[];
};

/** The files of a section, in the order they stand in a pack. */
export function listSectionFiles(pack: Pick<Pack, "sections">) {
  return listSections(pack.sections.map(({ id }) => id)).map((section, at) => {
    const base = `${String(at + 1).padStart(2, "0")}-${section.id}`;
    return {
      section,
      csv: `${base}.csv`,
      json: `${base}.json`,
      bundle: `${base}.bundle.zip`,
    };
  });
}

export const fixedNames = {
  readme: "README.txt",
  summary: "summary.pdf",
  manifest: "manifest.json",
  peopleCsv: "people.csv",
  peopleJson: "people.json",
} as const;

/** manifest.json: what the pack is, what was verified, and the hash of every other file. */
export function formatPackManifest(facts: PackFacts): string {
  const { pack, organization, client, stream, verdict, parts } = facts;
  const files = listSectionFiles(pack);
  const sections = files.map(({ section }) => section);
  const document = {
    format: "custody-pack/v1",
    id: pack.id,
    title: titleOf(pack),
    purpose: pack.purpose,
    organization,
    client,
    chain: stream,
    period: {
      name: pack.periodName,
      from: pack.rangeFrom,
      to: pack.rangeTo,
      zone: pack.zone,
    },
    upto: pack.upto,
    epoch: pack.epochIndex,
    created_at: pack.createdAt.toISOString(),
    requested_by: pack.requester,
    prepared_for: pack.preparedFor,
    note: pack.note,
    sections: files.map(({ section, csv, json, bundle }) => ({
      id: section.id,
      name: section.name,
      query: section.query,
      count: countOf(pack, section.id),
      files: [csv, json, bundle].filter((name) => isThere(parts, name)),
    })),
    controls: mapControls(sections).map(({ framework, ...control }) => ({
      framework: frameworks[framework].name,
      edition: frameworks[framework].edition,
      ...control,
    })),
    gdpr_articles: purposes[pack.purpose].articles,
    what_this_means: honestWords,
    verification: verdict,
    files: parts
      .filter(({ check }) => !check?.refused)
      .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** README.txt: what is inside, how to check it, and what it does not show. */
export function formatPackReadme(facts: PackFacts): string {
  const { pack, organization, client, verdict, parts } = facts;
  const files = listSectionFiles(pack);
  return [
    "EVIDENCE PACK",
    "",
    `${titleOf(pack)}`,
    `Of: ${oneLine(organization)}${client === null ? "" : `, client ${oneLine(client)}`}`,
    `Period: ${pack.rangeFrom} to ${pack.rangeTo} (${pack.zone}), up to entry #${pack.upto}`,
    `Made: ${pack.createdAt.toISOString()}, id ${pack.id}`,
    ...(pack.preparedFor === "" ? [] : [`Prepared for: ${oneLine(pack.preparedFor)}`]),
    "",
    "What is inside",
    "",
    "  summary.pdf      what is in the pack, for people",
    ...files.flatMap(({ section, csv, json, bundle }) => [
      `  ${csv}`,
      `  ${json}`,
      ...(isThere(parts, bundle) ? [`  ${bundle}`] : []),
      `      ${section.name}: ${section.says}`,
      `      ${countOf(pack, section.id)} entries`,
    ]),
    ...(isThere(parts, fixedNames.peopleCsv)
      ? [
          "  people.csv",
          "  people.json",
          "      Everybody who acted in the period, counted from the columns of the log.",
        ]
      : []),
    "  manifest.json    what the pack says of itself, and the sha256 of every other file",
    "",
    "Every cell of a CSV file that a spreadsheet would run as a formula begins with an",
    "apostrophe; the JSON files hold the values exactly as they were recorded.",
    "",
    "How to check it",
    "",
    "  1. sha256sum of each file, against manifest.json.",
    "  2. Each bundle: custody verify FILE --policy POLICY, without a database or a network,",
    "     or /verify of the installation in a browser; nothing is uploaded. The keys must",
    "     come to you by another way than this file.",
    "  3. The hash of an entry in the CSV and JSON files is the hash in its bundle.",
    "",
    "What was found while it was written",
    "",
    ...describeVerdict(verdict),
    "",
    "What it does not show",
    "",
    ...wrap(honestWords),
    "  Nor does it show what was never sent to the log, or that what a sender claimed is",
    "  true; only that it was recorded then, and is unchanged.",
    "",
  ].join("\r\n");
}

function describeVerdict(verdict: PackVerdict): string[] {
  const { state, checkedCount, linkCount, alteredCount, altered, refused } = verdict;
  const first = `  ${checkedCount} entries were recomputed and ${linkCount} links between neighbours followed.`;
  if (state === "holds") return [first, "  All of them hold."];
  return [
    first,
    `  ${alteredCount} DO NOT HOLD:`,
    ...altered.map(({ id, position, why }) => `    #${position} ${id}: ${oneLine(why)}`),
    ...refused.map(({ name, why }) => `    ${name} is missing: ${oneLine(why)}`),
  ];
}

function countOf({ sections }: Pack, id: string): number {
  return sections.find((one) => one.id === id)?.count ?? 0;
}

/** A name is one line of a text, whatever is in it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function isThere(parts: readonly PackPart[], name: string): boolean {
  return parts.some((part) => part.name === name && !part.check?.refused);
}

function wrap(text: string, widthMax = 86): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > widthMax)
      lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** As a page tells it. */
export function describeCheck({
  state,
  checkedCount,
  alteredCount,
}: PackVerdict): string {
  const checked = checkedCount.toLocaleString("en-GB");
  if (state === "holds") return `${checked} verified, all hold`;
  return capitalize(`${alteredCount.toLocaleString("en-GB")} of ${checked} altered`);
}

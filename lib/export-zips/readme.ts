import type { ExportAbout } from "@/lib/exports/row-format";

/** README.txt of an export with a manifest: what it is, and how to check it. */
export function describeForReaders(name: string, about: ExportAbout): string {
  const lines = [
    "EXPORT OF AN AUDIT LOG",
    "",
    `${name} holds the entries. manifest.json says what was asked for, what was verified`,
    "while they were written, and the SHA-256 of every file here. manifest.note signs it.",
    ...(about.isDemo
      ? ["", "DEMO: the clock of this organization was supplied by its loader."]
      : []),
    "",
    "How to check it",
    "",
    "  custody verify FILE --policy POLICY     without a database or a network",
    "",
    "The keys must come to you from the log's operator by another way than this file",
    "(custody keys show). By hand: the second line of manifest.note is the log, the third",
    "the SHA-256 of manifest.json; the signature below them is Ed25519.",
    "",
    "What it shows, and what not",
    "",
    "That these files are the ones the log's operator exported. Whether every entry is in",
    "the log, and none is missing, shows an evidence bundle of the same filter.",
    "In CSV for spreadsheets a cell that would run as a formula begins with an apostrophe;",
    "the other formats have every value as it was recorded.",
  ];
  return `${lines.join("\n")}\n`;
}

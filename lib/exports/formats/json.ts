import type { CheckedEntry } from "@/lib/exports/exported-row";
import type { RowFormat } from "@/lib/exports/row-format";

const writeAll = (entries: CheckedEntry[]) =>
  entries.map((entry) => JSON.stringify(entry));

/** One document: the entries, and at its end what was asked for and what was verified. */
export const jsonFormat: RowFormat = {
  head: '{"data":[\n',
  formatRows: (entries, isFirst) =>
    `${isFirst ? "" : ",\n"}${writeAll(entries).join(",\n")}`,
  formatTail: (facts) =>
    `\n],"total":${facts.count},"export":${JSON.stringify(facts)}}\n`,
};

export const ndjsonFormat: RowFormat = {
  head: "",
  formatRows: (entries) => `${writeAll(entries).join("\n")}\n`,
  formatTail: () => "",
};

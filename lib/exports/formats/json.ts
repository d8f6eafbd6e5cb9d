import type { CheckedEntry } from "@/lib/exports/exported-row";
import type { Member, RowFormat } from "@/lib/exports/row-format";

/** As JSON.stringify writes them; what an entry has not is left out. */
function formatPart(members: readonly Member[], entry: CheckedEntry): string {
  let text = "";
  for (const member of members) {
    const value = entry[member];
    if (value === undefined) continue;
    text += `${text === "" ? "" : ","}"${member}":${JSON.stringify(value)}`;
  }
  return text;
}

const closeRow = (parts: string) => `{${parts}}`;

/** One document: the entries, and at its end what was asked for and what was verified. */
export const jsonFormat: RowFormat = {
  head: '{"data":[\n',
  formatPart,
  closeRow,
  rowEnd: "",
  between: ",\n",
  formatTail: (facts) =>
    `\n],"total":${facts.count},"export":${JSON.stringify(facts)}}\n`,
};

export const ndjsonFormat: RowFormat = {
  head: "",
  formatPart,
  closeRow,
  rowEnd: "\n",
  between: "",
  formatTail: () => "",
};

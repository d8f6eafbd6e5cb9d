import { type Cell, type Column, listColumns } from "@/lib/exports/columns";
import type { CheckedEntry } from "@/lib/exports/exported-row";
import type { Member, RowFormat } from "@/lib/exports/row-format";
import { guardCell } from "@/lib/proof/bundle-csv";
import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";

/**
 * RFC 4180, every cell quoted; csv.test.ts holds it to what Papa Parse writes.
 * `isRaw` gives every value as recorded; without it none can become a formula.
 */
export function createCsvFormat(isRaw: boolean, isLimited: boolean): RowFormat {
  const shown = listColumns(isLimited);
  const known = new Map<readonly Member[], Column[]>();
  const columnsOf = (members: readonly Member[]) => {
    const found = known.get(members) ?? shown.filter((one) => members.includes(one.of));
    known.set(members, found);
    return found;
  };
  const quote = (cell: string) =>
    `"${(isRaw ? cell : guardCell(cell)).replaceAll('"', '""')}"`;
  return {
    head: `${shown.map(({ name }) => quote(name)).join(",")}\r\n`,
    formatPart: (members, entry: CheckedEntry) => {
      let text = "";
      for (const { read } of columnsOf(members)) {
        text += `${text === "" ? "" : ","}${quote(formatCell(read(entry)))}`;
      }
      return text;
    },
    closeRow: (parts) => parts,
    rowEnd: "\r\n",
    between: "",
    formatTail: () => "",
  };
}

function formatCell(value: Cell): string {
  if (value === undefined || value === null || isEmpty(value)) return "";
  return typeof value === "string" ? value : formatCanonical(value);
}

function isEmpty(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

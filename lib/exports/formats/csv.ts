import Papa from "papaparse";
import { type Cell, listColumns } from "@/lib/exports/columns";
import type { RowFormat } from "@/lib/exports/row-format";
import { formulaStart } from "@/lib/proof/bundle-csv";
import { formatCanonical } from "@/lib/proof/canonical";
import type { JsonValue } from "@/lib/proof/json-value";

/** `isRaw` gives every value as recorded; without it none can become a formula. */
export function createCsvFormat(isRaw: boolean, isLimited: boolean): RowFormat {
  const shown = listColumns(isLimited);
  const options = {
    quotes: true,
    header: false,
    newline: "\r\n",
    escapeFormulae: isRaw ? false : formulaStart,
  };
  const write = (rows: string[][]) => `${Papa.unparse(rows, options)}\r\n`;
  return {
    head: write([shown.map(({ name }) => name)]),
    formatRows: (entries) =>
      write(entries.map((entry) => shown.map(({ read }) => formatCell(read(entry))))),
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

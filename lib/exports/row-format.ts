import type { CheckedEntry } from "./exported-row";

/** What the file says of itself where its format has room for it. */
export type ExportFacts = {
  query: string;
  count: number;
  created_at: string;
  verification: { state: string; checked: number; links: number; altered: number };
};

/** How entries become a file: a beginning, pages of rows, an end. */
export type RowFormat = {
  head: string;
  formatRows: (entries: CheckedEntry[], isFirst: boolean) => string;
  formatTail: (facts: ExportFacts) => string;
};

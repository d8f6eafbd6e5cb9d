import type { CheckedEntry } from "./exported-row";

/** What the file says of itself where its format has room for it. */
export type ExportFacts = {
  query: string;
  count: number;
  created_at: string;
  verification: { state: string; checked: number; links: number; altered: number };
};

export type Member = keyof CheckedEntry;

/** How entries become a file: a beginning, rows of parts, an end. */
export type RowFormat = {
  head: string;
  /** Some members of an entry, in their order, with commas between them. */
  formatPart: (members: readonly Member[], entry: CheckedEntry) => string;
  closeRow: (parts: string) => string;
  rowEnd: string;
  /** What stands between the end of a row and the next one. */
  between: string;
  formatTail: (facts: ExportFacts) => string;
};

/** What takes entries as they are read, where a file is not text that grows. */
export type EntrySink = {
  take: (entries: CheckedEntry[]) => Promise<void>;
  finish: (facts: ExportFacts) => Promise<{ sha256: string; bytes: number }>;
  /** Gives the file up. */
  abandon: () => Promise<void>;
};

/** What a document says on its cover, and a file of columns in its footer. */
export type ExportAbout = {
  organization: string;
  isDemo: boolean;
  /** To one client, whose readers never learn places in the whole log. */
  isLimited: boolean;
  /** Who asked for it, and the id under which the log knows it. */
  madeBy: string;
  id: string | null;
  filter: string;
  range: string;
  zone: string;
  /** The newest entry that was there when it was asked for. */
  upto: number | null;
  createdAt: Date;
  /** What the log, and its exports, are signed with. */
  keys: string[];
};

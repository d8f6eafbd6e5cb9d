import type { Entry } from "@/lib/entries/model";
import type { RowEntry } from "@/lib/entries/row-entry";
import type { KeptParts } from "@/lib/erased/kept";

/** One entry with what the screens need beside it. */
export type ReadEntry = {
  entry: Entry;
  /** "Firefox 146 on Windows"; null when the user agent is unknown or absent. */
  device: string | null;
  clientName: string | null;
  /** The client's zone, in which its ticket notes tell the time; else the reader's. */
  zone: string;
};

/** One entry as a line of its own: what its row shows. */
export type Moment = { entry: RowEntry; clientName: string | null };

/** What an entry's hashes are over, word for word, for a check that trusts no server. */
export type EntryTexts = {
  stream: string;
  sidx: number;
  recordedAt: string;
  /** Null where a value was erased. */
  fields: (string | null)[];
  /** Null when values were erased; the salts of the others are in `kept` then. */
  entryKey: string | null;
  kept: KeptParts | null;
  bodyRoot: string;
  prevHash: string;
  hash: string;
  /** The entry before it in its stream; null for the first. */
  previous: { sidx: number; hash: string } | null;
  organization: {
    name: string;
    idx: number;
    clientSlot: number;
    prevHash: string;
    hash: string;
    previous: { idx: number; hash: string } | null;
  };
};

export const readLimits = { entriesMax: 200, aroundEntriesMax: 50 } as const;
export const aroundMs = 5 * 60_000;

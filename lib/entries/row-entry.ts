import type { Change, Entry } from "./model";

/** What the page of a list tells the browser of an entry, to open its details at once. */
export type RowEntry = Entry & {
  /** False while the parts that are no business of a list are still missing. */
  isWhole: boolean;
};

const wholeLengthMax = 2_000;
const changesMax = 12;
const valueLengthMax = 300;
const targetsMax = 20;

/**
 * Small entries go along whole; of large ones what their row shows. What was sent to a
 * vendor is given only to who opens the entry, because that is recorded.
 */
export function trimEntry(entry: Entry): RowEntry {
  const isPlain = entry.request === null && entry.response === null;
  if (isPlain && JSON.stringify(entry).length <= wholeLengthMax) {
    return { ...entry, isWhole: true };
  }
  return {
    ...entry,
    changes: entry.changes.filter(isSmall).slice(0, changesMax),
    targets: entry.targets.slice(0, targetsMax),
    request: null,
    response: null,
    metadata: {},
    vendor_record: null,
    isWhole: false,
  };
}

/** The entry again, as the API gives it. */
export function entryOf({ isWhole: _isWhole, ...entry }: RowEntry): Entry {
  return entry;
}

function isSmall({ before, after }: Change): boolean {
  return JSON.stringify([before, after]).length <= valueLengthMax;
}

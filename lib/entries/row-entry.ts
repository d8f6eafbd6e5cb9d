import type { Change, Entry } from "./model";

/** Said once here instead of a hundred times in a page. */
const blank = {
  occurred_at: null,
  reason: null,
  target: null,
  targets: [],
  changes: [],
  request: null,
  response: null,
  metadata: {},
  vendor_record: null,
  vendor: null,
  key_id: null,
  prev_hash: "",
  hash: "",
  org_prev_hash: "",
  org_hash: "",
} satisfies Partial<Entry>;

type Blank = keyof typeof blank;

/** What the page of a list tells the browser of an entry, to open its details at once. */
export type RowEntry = Omit<Entry, Blank> & Partial<Pick<Entry, Blank>>;

const changesMax = 12;
const valueLengthMax = 300;
const targetsMax = 20;

/**
 * What the row of an entry shows; the rest is fetched by who opens it. What was sent to a
 * vendor is given only to them anyway, because that is recorded.
 */
export function trimEntry(entry: Entry): RowEntry {
  const { target, targets, context, ...others } = entry;
  const shown = {
    ...others,
    ...blankOf(entry),
    target: target && { ...target, url: null },
    targets: targets.slice(0, targetsMax).map((one) => ({ ...one, url: null })),
    changes: entry.changes.filter(isSmall).slice(0, changesMax),
    context: { ...context, user_agent: null },
  };
  const pairs = Object.entries(shown).filter(([name, value]) => !isBlank(name, value));
  return Object.fromEntries(pairs) as RowEntry;
}

/** The entry again, as far as the row knows it. */
export function entryOf(row: RowEntry): Entry {
  return { ...blank, ...row };
}

/** The parts no row shows, as if they were not there. */
function blankOf({ occurred_at, reason, vendor, key_id }: Entry) {
  return { ...blank, occurred_at, reason, vendor, key_id };
}

function isBlank(name: string, value: unknown): boolean {
  if (!Object.hasOwn(blank, name)) return false;
  return JSON.stringify(value) === JSON.stringify(blank[name as Blank]);
}

function isSmall({ before, after }: Change): boolean {
  return JSON.stringify([before, after]).length <= valueLengthMax;
}

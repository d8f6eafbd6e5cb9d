import type { CheckedEntry } from "./exported-row";
import type { Member, RowFormat } from "./row-format";

/** The members of a row that one text, or several, of the entry decide by themselves. */
type Part = { members: readonly Member[]; slots: readonly number[] };

const ownOnly: readonly number[] = [];
const knownMax = 5_000;
const sharedLengthMax = 250;

/** In the order of a row. A part of slots is the same wherever their texts are. */
const parts: Part[] = [
  {
    members: ["id", "idx", "client", "sidx", "recorded_at", "occurred_at"],
    slots: ownOnly,
  },
  { members: ["action", "category", "verb", "outcome"], slots: [0] },
  { members: ["reason"], slots: [7] },
  { members: ["actor"], slots: [1, 2] },
  { members: ["target"], slots: [3, 4, 7] },
  { members: ["targets"], slots: [7] },
  { members: ["changes", "context"], slots: ownOnly },
  { members: ["request", "response", "metadata", "vendor_record"], slots: [7] },
  { members: ["source", "vendor", "key_id"], slots: ownOnly },
  { members: ["prev_hash", "hash", "org_prev_hash", "org_hash"], slots: ownOnly },
  { members: ["erased", "verification"], slots: ownOnly },
];

/** Writes entries as rows of a format; what entries have in common is written once. */
export class RowTexts {
  private readonly parts = parts.map((part) => ({ ...part, known: new Map() as Known }));

  constructor(private readonly format: RowFormat) {}

  /** `fields`: the texts that the entry was composed of, where it is shown as they say. */
  write(entry: CheckedEntry, fields: readonly string[] | null): string {
    const { format } = this;
    let row = "";
    for (const { members, slots, known } of this.parts) {
      const key = fields === null ? null : keyOf(fields, slots);
      const text =
        (key === null ? undefined : known.get(key)) ?? format.formatPart(members, entry);
      if (key !== null) keep(known, key, text);
      if (text !== "") row = row === "" ? text : `${row},${text}`;
    }
    return format.closeRow(row);
  }
}

type Known = Map<string, string>;

function keyOf(fields: readonly string[], slots: readonly number[]): string | null {
  if (slots.length === 0) return null;
  let key = "";
  for (const slot of slots) key += `${fields[slot]}\n`;
  return key.length > sharedLengthMax ? null : key;
}

function keep(known: Known, key: string, text: string): void {
  if (known.has(key)) return;
  if (known.size >= knownMax) known.clear();
  known.set(key, text);
}

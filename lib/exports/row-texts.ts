import { copyText } from "@/lib/kit/copy-text";
import type { CheckedEntry } from "./exported-row";
import type { Member, RowFormat } from "./row-format";

type Texts = readonly string[] | null;
type Fields = readonly (string | undefined)[];

/** Some members of a row, and the texts of the entry that decide them; null: nobody else's. */
type Part = { members: readonly Member[]; key: ((fields: Fields) => string) | null };

const knownMax = 2_000;
const sharedLengthMax = 250;

const keyOfRest = (fields: Fields) => fields[7] ?? "";
const keyOfTarget = (fields: Fields) => {
  const rest = fields[7] ?? "";
  return `${fields[3]}\n${fields[4]}\n${rest.includes('"target_url":') ? rest : ""}`;
};

/** In the order of a row. A part that has a key is the same wherever its key is. */
const parts: Part[] = [
  {
    members: ["id", "idx", "client", "sidx", "recorded_at", "occurred_at"],
    key: null,
  },
  {
    members: ["action", "category", "verb", "outcome"],
    key: (fields) => fields[0] ?? "",
  },
  { members: ["reason"], key: keyOfRest },
  { members: ["actor"], key: (fields) => `${fields[1]}\n${fields[2]}` },
  { members: ["target"], key: keyOfTarget },
  { members: ["targets"], key: keyOfRest },
  { members: ["changes"], key: null },
  { members: ["context"], key: null },
  { members: ["request", "response", "metadata", "vendor_record"], key: keyOfRest },
  { members: ["source", "vendor", "key_id"], key: null },
  { members: ["prev_hash", "hash", "org_prev_hash", "org_hash"], key: null },
  { members: ["erased", "verification"], key: null },
];

/** Writes entries as rows of a format; what entries have in common is written once. */
export class RowTexts {
  private readonly parts = parts.map((part) => ({
    ...part,
    known: new Map<string, string>(),
  }));

  constructor(private readonly format: RowFormat) {}

  writeAll(rows: readonly { checked: CheckedEntry; fields: Texts }[]): string {
    const { rowEnd, between } = this.format;
    return rows
      .map(({ checked, fields }) => this.write(checked, fields) + rowEnd)
      .join(between);
  }

  /** `fields`: the texts that the entry was composed of, where it is shown as they say. */
  write(entry: CheckedEntry, fields: Texts): string {
    let row = "";
    for (const part of this.parts) {
      const key = fields === null || part.key === null ? null : part.key(fields);
      const text =
        key === null || key.length > sharedLengthMax
          ? this.format.formatPart(part.members, entry)
          : this.recall(part, key, entry);
      if (text !== "") row = row === "" ? text : `${row},${text}`;
    }
    return this.format.closeRow(row);
  }

  private recall(
    { known, members }: KnownPart,
    key: string,
    entry: CheckedEntry,
  ): string {
    const text = known.get(key);
    if (text !== undefined) return text;
    const written = this.format.formatPart(members, entry);
    if (known.size >= knownMax) known.clear();
    known.set(copyText(key), written);
    return written;
  }
}

type KnownPart = Part & { known: Map<string, string> };

import { parseHex } from "@/lib/proof/bytes";
import { type ErasedEntry, splitSalts } from "@/lib/proof/erased-entry";

/** What the database keeps of an entry that lost values, as keptColumn of sql.ts reads it. */
export type KeptParts = {
  /** Hexadecimal, one after the other; zeros for a value that went. */
  salts: string;
  commitments: [slot: number, hash: string][];
  /** The entries that put it on record. */
  records: { id: string; idx: number; sidx: number }[];
};

type Parts = Pick<KeptParts, "salts" | "commitments">;

export function openKept(
  fields: readonly (string | null)[],
  { salts, commitments }: Parts,
): ErasedEntry {
  return {
    fields,
    salts: splitSalts(parseHex(salts)),
    commitments: new Map(
      commitments.map(([slot, hash]): [number, Uint8Array] => [slot, parseHex(hash)]),
    ),
  };
}

/**
 * The texts of an entry as the driver reads them: it gives a missing element of an array
 * as the word NULL, which is no canonical JSON and so never a value.
 */
export function readTexts(fields: readonly (string | null)[]): (string | null)[] {
  return fields.map((text) => (text === "NULL" ? null : text));
}

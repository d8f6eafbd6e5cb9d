/**
 * Guarantees: an entry that lost values still leads to its body root: the salts of the
 * values that stay and the commitments of those that went are enough, and neither tells
 * anything of what went, since its salt is gone with the entry key.
 * Does not: judge whether an erasure is on record (bundle-records.ts, lib/integrity).
 * Implements docs/format.md, section 6.
 */
import type { BundleContent } from "./bundle-entry";
import { openSlots } from "./disclose-entry";
import {
  deriveSalts,
  type FieldCommitments,
  hashField,
  saltLength,
} from "./field-commitments";
import { hashTree } from "./merkle";

/** What stays of an entry: null, a salt of zeros and a commitment for a value that went. */
export type ErasedEntry = {
  fields: readonly (string | null)[];
  salts: readonly Uint8Array[];
  commitments: ReadonlyMap<number, Uint8Array>;
};

/** Slots whose values may go; the others say what was done, by whom by id, and to what. */
const fixedErasable = [2, 4, 5, 7];
const firstChange = 8;

/** isErasable tells whether the value of a slot may be erased. */
export function isErasable(slot: number): boolean {
  return fixedErasable.includes(slot) || slot >= firstChange;
}

/** openWhole returns a whole entry as one of which nothing went yet. */
export function openWhole(entryKey: Uint8Array, fields: readonly string[]): ErasedEntry {
  const salts = deriveSalts(entryKey, fields.length);
  return { fields, salts, commitments: new Map() };
}

/** eraseSlots returns what stays of an entry without the values of some slots. */
export function eraseSlots(entry: ErasedEntry, slots: readonly number[]): ErasedEntry {
  const commitments = new Map(entry.commitments);
  const fields = [...entry.fields];
  const salts = [...entry.salts];
  for (const slot of slots) {
    const [salt, text] = [salts[slot], fields[slot]];
    if (salt === undefined || typeof text !== "string") continue;
    commitments.set(slot, hashField(slot, salt, text));
    fields[slot] = null;
    salts[slot] = new Uint8Array(saltLength);
  }
  return { fields, salts, commitments };
}

/** commitErased returns the commitments to all values, or null where one cannot be known. */
export function commitErased({
  fields,
  salts,
  commitments,
}: ErasedEntry): FieldCommitments | null {
  const leaves = fields.flatMap((text, slot) => {
    const salt = salts[slot];
    if (text === null) return commitments.get(slot) ?? [];
    return salt === undefined ? [] : [hashField(slot, salt, text)];
  });
  if (leaves.length !== fields.length) return null;
  return { leaves, root: hashTree(leaves) };
}

/** discloseErased returns the content that opens what stays of some slots, or of all. */
export function discloseErased(
  entry: ErasedEntry,
  slots: readonly number[] | null,
): BundleContent {
  const commitments = commitErased(entry);
  if (commitments === null) return { kind: "header" };
  const { fields, salts } = entry;
  const asked = slots ?? fields.map((_, slot) => slot);
  return openSlots({ fields, salts, leaves: commitments.leaves }, asked);
}

/** splitSalts reads salts that lie one after the other. */
export function splitSalts(bytes: Uint8Array): Uint8Array[] {
  const count = Math.floor(bytes.length / saltLength);
  return Array.from({ length: count }, (_, at) =>
    Uint8Array.from(bytes.subarray(at * saltLength, (at + 1) * saltLength)),
  );
}

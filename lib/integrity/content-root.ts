import { formatHex, parseHex } from "@/lib/proof/bytes";
import { commitErased, splitSalts } from "@/lib/proof/erased-entry";
import {
  commitFields,
  entryKeyLength,
  fieldCountMax,
  saltLength,
} from "@/lib/proof/field-commitments";
import type { ErasureRecord, LogContent } from "./log-row";

/** The body root of whole texts, in hexadecimal, or why there is none. */
export function computeRoot(entryKey: string, fields: string[]): string {
  if (!isHex(entryKey, entryKeyLength)) return "no entry key";
  if (fields.length > fieldCountMax) return "too many values";
  return formatHex(commitFields(parseHex(entryKey), fields).root);
}

/** The same where values were erased. */
export function computeKeptRoot({ fields, erasure }: LogContent): string {
  const commitments = (erasure?.fields ?? []).map(
    ({ slot, commitment }): [number, string] => [slot, commitment],
  );
  return computeErasedRoot(fields, erasure?.salts ?? null, commitments);
}

/** The body root of the entry that put an erasure on record, which may have lost some. */
export function computeRecordRoot({ content }: ErasureRecord): string {
  const { entryKey, fields, salts, commitments } = content;
  if (entryKey === null) return computeErasedRoot(fields, salts, commitments);
  if (fields.includes(null)) return "a value is missing";
  return computeRoot(entryKey, fields as string[]);
}

function computeErasedRoot(
  fields: (string | null)[],
  salts: string | null,
  commitments: [slot: number, hash: string][],
): string {
  if (salts === null || !isHex(salts, saltLength * fields.length)) return "no salts";
  if (!commitments.every(([, hash]) => isHex(hash, 32))) return "no commitments";
  const kept = {
    fields,
    salts: splitSalts(parseHex(salts)),
    commitments: new Map(
      commitments.map(([slot, hash]): [number, Uint8Array] => [slot, parseHex(hash)]),
    ),
  };
  const root = commitErased(kept)?.root;
  return root === undefined ? "a value is missing" : formatHex(root);
}

function isHex(text: string, bytes: number): boolean {
  return /^[0-9a-f]*$/.test(text) && text.length === 2 * bytes;
}

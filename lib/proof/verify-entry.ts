/**
 * Guarantees: what a line of a bundle says of an entry leads to the body root in its own
 * header, value by value, and every value is the canonical text it must be.
 * Does not: show that the header is in the log; its hash, the links and the signed root
 * do (verify-bundle-entries.ts).
 * Implements docs/format.md, sections 2, 3 and 5.
 */

import type { SlotValues } from "./bundle-csv";
import type { BundleContent, BundleEntry } from "./bundle-entry";
import { formatHex, isEqualBytes } from "./bytes";
import { parseCanonical } from "./canonical-text";
import { formatEntryData, formatOrganizationData, hashEntry } from "./chain";
import { commitFields, hashField } from "./field-commitments";
import { FormatError } from "./format-error";
import type { JsonValue } from "./json-value";
import { formatStreamName } from "./names";
import { computeSetRoot, type DisclosedRange } from "./set-proof";
import { type Failure, failure } from "./verdict";

export type OpenedEntry = {
  ok: true;
  stream: string;
  entryHash: Uint8Array;
  /** The leaf of the tree the bundle is about: in a stream the entry hash itself. */
  leafHash: Uint8Array;
  values: SlotValues;
};

/** indexOf returns the place of an entry in the chain its bundle is about. */
export function indexOf(entry: BundleEntry): number {
  return entry.place ? entry.place.idx : entry.sidx;
}

/**
 * openEntry recomputes an entry from what its line discloses. `name` is the stream of a
 * bundle of one client, else the organization.
 */
export function openEntry(entry: BundleEntry, name: string): OpenedEntry | Failure {
  const at = indexOf(entry);
  const root = computeBodyRoot(at, entry);
  if ("ok" in root) return root;
  if (!isEqualBytes(root, entry.bodyRoot)) {
    const why = "the content is not what was recorded";
    return failure(at, formatHex(entry.bodyRoot), formatHex(root), why);
  }
  const values = new Map<number, JsonValue>();
  for (const [slot, text] of listTexts(entry.content)) {
    const value = readValue(text);
    if (value === undefined) {
      const why = `the value of slot ${slot} is not canonical JSON`;
      return failure(at, "canonical JSON", text.slice(0, 40), why);
    }
    values.set(slot, value);
  }
  return { ok: true, values, ...hashHeader(entry, name) };
}

function computeBodyRoot(at: number, entry: BundleEntry): Uint8Array | Failure {
  const { content, fieldCount, bodyRoot } = entry;
  if (content.kind === "header") return bodyRoot;
  if (content.kind === "whole") {
    return commitFields(content.entryKey, content.fields).root;
  }
  const leaves = new Map(
    content.opened.map(({ slot, salt, text }) => [slot, hashField(slot, salt, text)]),
  );
  const disclosed = content.opened.map(({ slot }): DisclosedRange => [slot, slot + 1]);
  const claim = {
    size: fieldCount,
    disclosed,
    leafAt: (slot: number) => leaves.get(slot),
    proof: content.proof,
  };
  const computed = computeSetRoot(claim);
  return computed.ok ? computed.root : { ...computed, at };
}

function hashHeader(entry: BundleEntry, name: string) {
  const { place, sidx, recordedAt } = entry;
  const stream = place === null ? name : formatStreamName(name, place.clientSlot);
  const entryHash = hashEntry(formatEntryData({ ...entry, stream }));
  if (place === null) return { stream, entryHash, leafHash: entryHash };
  const { idx, prevHash, clientSlot } = place;
  const link = { organization: name, idx, recordedAt, prevHash };
  const leafHash = hashEntry(
    formatOrganizationData({ ...link, clientSlot, sidx, entryHash }),
  );
  return { stream, entryHash, leafHash };
}

function listTexts(content: BundleContent): [slot: number, text: string][] {
  switch (content.kind) {
    case "whole":
      return content.fields.map((text, slot) => [slot, text]);
    case "partly":
      return content.opened.map(({ slot, text }) => [slot, text]);
    case "header":
      return [];
  }
}

function readValue(text: string): JsonValue | undefined {
  try {
    return parseCanonical(text);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * Guarantees: one line of entries.jsonl for one entry of a bundle, whole, partly disclosed
 * or header only, and one reading of it (docs/format.md, section 7).
 * Does not: check it. verify-bundle-entries.ts recomputes every hash from what is read.
 */
import { formatBase64, formatHex, parseBase64, parseHex } from "./bytes";
import { formatCanonical } from "./canonical";
import {
  parseCanonical,
  requireCount,
  requireList,
  requireMembers,
  requireText,
} from "./canonical-text";
import { fixedSlotCount, isInstant } from "./chain";
import { entryKeyLength, fieldCountMax, saltLength } from "./field-commitments";
import { FormatError } from "./format-error";
import { hashLength } from "./hash";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";

/** One value of a partly disclosed entry: its slot, its salt and its canonical text. */
export type Opening = { slot: number; salt: Uint8Array; text: string };

export type BundleContent =
  | { kind: "whole"; entryKey: Uint8Array; fields: string[] }
  | { kind: "partly"; opened: Opening[]; proof: Uint8Array[] }
  | { kind: "header" };

/** Where an entry stands in its organization's chain. */
export type BundlePlace = { clientSlot: number; idx: number; prevHash: Uint8Array };

export type BundleEntry = {
  sidx: number;
  recordedAt: string;
  prevHash: Uint8Array;
  fieldCount: number;
  bodyRoot: Uint8Array;
  content: BundleContent;
  /** Only in bundles of the kind `organization`. */
  place: BundlePlace | null;
};

const headerNames = ["i", "n", "prev", "root", "ts"];
const placeNames = ["c", "oprev", "x"];

/** formatBundleEntry writes one line of entries.jsonl, without its line feed. */
export function formatBundleEntry(entry: BundleEntry): string {
  const { sidx, recordedAt, prevHash, fieldCount, bodyRoot, place } = entry;
  const line: JsonObject = {
    i: sidx,
    ts: recordedAt,
    prev: formatHex(prevHash),
    n: fieldCount,
    root: formatHex(bodyRoot),
    ...formatContent(entry.content),
  };
  if (place) {
    line.c = place.clientSlot;
    line.x = place.idx;
    line.oprev = formatHex(place.prevHash);
  }
  return formatCanonical(line);
}

/** parseBundleEntry reads what formatBundleEntry writes. Throws FormatError. */
export function parseBundleEntry(text: string, hasPlace: boolean): BundleEntry {
  const value = parseCanonical(text);
  const kind = kindOfContent(value);
  const names = [...headerNames, ...contentNames[kind], ...(hasPlace ? placeNames : [])];
  const line = requireMembers(value, names);
  const recordedAt = requireText(line.ts, "ts");
  if (!isInstant(recordedAt)) throw new FormatError("ts is not a time in microseconds");
  const fieldCount = requireCount(line.n, "n");
  if (fieldCount < fixedSlotCount || fieldCount > fieldCountMax) {
    throw new FormatError("n is not the number of fields of an entry");
  }
  return {
    sidx: requireCount(line.i, "i"),
    recordedAt,
    prevHash: parseHash(line.prev),
    fieldCount,
    bodyRoot: parseHash(line.root),
    content: parseContent(kind, line, fieldCount),
    place: hasPlace ? parsePlace(line) : null,
  };
}

type ContentKind = BundleContent["kind"];

const contentNames: Record<ContentKind, string[]> = {
  whole: ["f", "k"],
  partly: ["o", "p"],
  header: [],
};

function kindOfContent(value: JsonValue): ContentKind {
  if (!isJsonObject(value)) throw new FormatError("not an object");
  if ("k" in value || "f" in value) return "whole";
  return "o" in value || "p" in value ? "partly" : "header";
}

function formatContent(content: BundleContent): JsonObject {
  switch (content.kind) {
    case "whole":
      return { k: formatHex(content.entryKey), f: [...content.fields] };
    case "partly":
      return {
        o: content.opened.map(({ slot, salt, text }) => [slot, formatHex(salt), text]),
        p: content.proof.map(formatBase64),
      };
    case "header":
      return {};
  }
}

function parseContent(
  kind: ContentKind,
  line: JsonObject,
  fieldCount: number,
): BundleContent {
  if (kind === "header") return { kind };
  if (kind === "partly") {
    const opened = requireList(line.o, "o").map(parseOpening);
    const proof = requireList(line.p, "p").map(parseProofHash);
    requireAscending(opened, fieldCount);
    return { kind, opened, proof };
  }
  const entryKey = parseHex(requireText(line.k, "k"));
  if (entryKey.length !== entryKeyLength) throw new FormatError("k is not an entry key");
  const fields = requireList(line.f, "f").map((field) => requireText(field, "a field"));
  if (fields.length !== fieldCount) throw new FormatError("f does not hold n fields");
  return { kind, entryKey, fields };
}

function parseOpening(value: JsonValue): Opening {
  const [slot, salt, text, ...more] = requireList(value, "an opened field");
  const bytes = parseHex(requireText(salt, "a salt"));
  if (bytes.length !== saltLength || more.length > 0) {
    throw new FormatError("an opened field is a slot, a salt and a text");
  }
  return {
    slot: requireCount(slot, "a slot"),
    salt: bytes,
    text: requireText(text, "f"),
  };
}

function requireAscending(opened: readonly Opening[], fieldCount: number): void {
  let last = -1;
  for (const { slot } of opened) {
    if (slot <= last || slot >= fieldCount) throw new FormatError("o is out of order");
    last = slot;
  }
  if (opened.length === 0) throw new FormatError("o opens nothing");
}

function parsePlace(line: JsonObject): BundlePlace {
  return {
    clientSlot: requireCount(line.c, "c"),
    idx: requireCount(line.x, "x"),
    prevHash: parseHash(line.oprev),
  };
}

function parseHash(value: JsonValue | undefined): Uint8Array {
  const hash = parseHex(requireText(value, "a hash"));
  if (hash.length !== hashLength) throw new FormatError("a hash has another length");
  return hash;
}

/** parseProofHash reads one hash of a proof. Throws FormatError. */
export function parseProofHash(value: JsonValue): Uint8Array {
  const hash = parseBase64(requireText(value, "a hash of a proof"));
  if (hash.length !== hashLength) throw new FormatError("a hash has another length");
  return hash;
}

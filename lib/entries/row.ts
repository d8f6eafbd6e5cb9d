import type { Verb } from "@/lib/catalogue/verbs";
import { readTexts } from "@/lib/erased/kept";
import { copyText } from "@/lib/kit/copy-text";
import type { JsonValue } from "@/lib/proof/json-value";
import {
  asObject,
  readAction,
  readActor,
  readCategory,
  readChanges,
  readContext,
  readOutcome,
  readSource,
  readTarget,
  readTargets,
  textOf,
} from "./entry-parts";
import type { Entry, ErasedValues } from "./model";

/** An entry as stored: positions, hashes and the hashed texts. */
export type EntryRow = {
  id: string;
  idx: string;
  sidx: string;
  client: string | null;
  recordedAt: string;
  verb: string;
  fields: (string | null)[];
  prevHash: string;
  hash: string;
  orgPrevHash: string;
  orgHash: string;
  erased?: ErasedValues[] | null;
};

/** Everything a reader sees comes from the hashed texts, never from the filter columns. */
export function parseEntry(row: EntryRow): Entry {
  return composeEntry(row, parseField);
}

export function composeEntry(row: EntryRow, parse: FieldParser): Entry {
  const [what, who, person, target, label, origin, reference, rest, ...changes] =
    readTexts(row.fields).map((text, place) => parse(text, place));
  const claims = asObject(reference);
  const extra = asObject(rest);
  return {
    id: row.id,
    idx: Number(row.idx),
    client: row.client,
    sidx: Number(row.sidx),
    recorded_at: row.recordedAt,
    occurred_at: textOf(claims, "occurred_at"),
    action: readAction(asObject(what)),
    category: readCategory(asObject(what)),
    verb: row.verb as Verb,
    outcome: readOutcome(asObject(what)),
    reason: textOf(extra, "reason"),
    actor: readActor(asObject(who), asObject(person)),
    target: readTarget(target, label, textOf(extra, "target_url")),
    targets: readTargets(extra),
    changes: readChanges(changes),
    context: readContext(asObject(origin), claims),
    request: extra.request ?? null,
    response: extra.response ?? null,
    metadata: asObject(extra.metadata),
    vendor_record: extra.vendor_record ?? null,
    source: readSource(claims),
    vendor: textOf(claims, "vendor"),
    key_id: textOf(claims, "key_id"),
    prev_hash: row.prevHash,
    hash: row.hash,
    org_prev_hash: row.orgPrevHash,
    org_hash: row.orgHash,
    ...(row.erased ? { erased: row.erased } : {}),
  };
}

/** What a reader limited to one client gets: gaps in idx would tell others' volume. */
export function hideOrganization(
  entry: Entry,
): Omit<Entry, "idx" | "org_prev_hash" | "org_hash"> {
  const { idx: _idx, org_prev_hash: _prev, org_hash: _hash, ...visible } = entry;
  return visible;
}

export type FieldParser = (text: string | null, place: number) => JsonValue;

/** The references of an entry, which no other entry shares. */
const referencePlace = 6;

/** For many entries at once: texts that they share are parsed once. Nothing may change them. */
export function createFieldParser(sharedTextsMax = 20_000): FieldParser {
  const known = new Map<string, JsonValue>();
  return (text, place) => {
    const isOwn = place === referencePlace || (text?.length ?? 0) > sharedLengthMax;
    if (text === null || isOwn) return parseField(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = parseField(text);
    if (known.size >= sharedTextsMax) known.clear();
    known.set(copyText(text), value);
    return value;
  };
}

const sharedLengthMax = 250;

function parseField(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}

/**
 * Guarantees: values that were erased and entries that were pruned are told apart from
 * what an exporter merely left out, by the entries that put it on record: `log.redacted`
 * and `log.pruned` (docs/format.md, section 6).
 * Does not: judge whether an erasure or a prune was allowed; it shows that it is on record
 * in the chain and that the kept parts meet.
 */
import type { SlotValues } from "./bundle-csv";
import { formatHex, isEqualBytes } from "./bytes";
import { hashEntry } from "./chain";
import { FormatError } from "./format-error";
import { parseEntryData, parseOrganizationData } from "./header";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { type Failure, failure, holds, type Verdict } from "./verdict";

const prunedAction = "log.pruned";
const redactedAction = "log.redacted";

export type Placed = { index: number; prevHash: Uint8Array; recordedAt: string };
type Missing = { stream: string; sidx: number; slots: number[] };

/** isRecord tells an entry that a bundle may show although it lies outside its range. */
export function isRecord(values: SlotValues): boolean {
  const action = actionOf(values);
  return action === prunedAction || action === redactedAction;
}

/** Gathers what entries put on record, and what is missing from others. */
export class RecordBook {
  private readonly erased = new Map<string, Set<number>>();
  private readonly pruned: { at: number; record: JsonObject }[] = [];
  private readonly missing: Missing[] = [];

  /** add takes note of what one entry says. */
  add(at: number, values: SlotValues): void {
    const action = actionOf(values);
    const record = action === null ? null : metadataOf(values);
    if (record === null) return;
    if (action === prunedAction) this.pruned.push({ at, record });
    if (action === redactedAction) this.addErasure(record);
  }

  /** addMissing takes note of values that an entry of the bundle does not show. */
  addMissing(stream: string, sidx: number, slots: number[]): void {
    this.missing.push({ stream, sidx, slots });
  }

  /** countErased returns how many values were erased, and entries that hide others. */
  countErased(): { erasedCount: number; hiddenCount: number } {
    let [erasedCount, hiddenCount] = [0, 0];
    for (const { stream, sidx, slots } of this.missing) {
      const recorded = this.erased.get(`${stream} ${sidx}`);
      const erased = slots.filter((slot) => recorded?.has(slot)).length;
      erasedCount += erased;
      if (erased < slots.length) hiddenCount += 1;
    }
    return { erasedCount, hiddenCount };
  }

  /**
   * checkPruned tells whether the last prune on record meets the first entry kept.
   * `firstKept` is the entry at `below`, if the bundle shows it.
   */
  checkPruned(name: string, findKept: (below: number) => Placed | undefined): Verdict {
    for (const { at, record } of this.pruned) {
      if (record.stream !== name) continue;
      const verdict = checkPrune(at, record, name, findKept);
      if (!verdict.ok) return verdict;
    }
    return holds;
  }

  private addErasure({ stream, index, slots }: JsonObject): void {
    if (typeof stream !== "string" || typeof index !== "number") return;
    const key = `${stream} ${index}`;
    const known = this.erased.get(key) ?? new Set();
    for (const slot of Array.isArray(slots) ? slots : []) {
      if (typeof slot === "number") known.add(slot);
    }
    this.erased.set(key, known);
  }
}

function checkPrune(
  at: number,
  { below, cutoff, last_header: header }: JsonObject,
  name: string,
  findKept: (below: number) => Placed | undefined,
): Verdict {
  if (typeof below !== "number" || typeof header !== "string") return failRecord(at);
  if (typeof cutoff !== "string") return failRecord(at);
  const last = readHeader(header);
  if (last === null || last.index !== below - 1 || last.name !== name) {
    return failRecord(at);
  }
  const kept = findKept(below);
  if (kept && !isEqualBytes(kept.prevHash, hashEntry(header))) {
    const why = "the first entry kept does not follow the last one pruned";
    return failure(below, formatHex(hashEntry(header)), formatHex(kept.prevHash), why);
  }
  const isInTime = last.recordedAt < cutoff && (!kept || cutoff <= kept.recordedAt);
  if (isInTime) return holds;
  const found = `${last.recordedAt} and ${kept?.recordedAt ?? "nothing shown"}`;
  return failure(at, `entries around ${cutoff}`, found, "the prune cut elsewhere");
}

function failRecord(at: number): Failure {
  return failure(at, "a record of a prune", "another", "the prune record cannot be read");
}

function readHeader(text: string) {
  try {
    if (text.startsWith("custody/org/")) {
      const { organization, idx, recordedAt } = parseOrganizationData(text);
      return { name: organization, index: idx, recordedAt };
    }
    const { stream, sidx, recordedAt } = parseEntryData(text);
    return { name: stream, index: sidx, recordedAt };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function actionOf(values: SlotValues): string | null {
  const action = memberOf(values.get(0), "action");
  return typeof action === "string" ? action : null;
}

function metadataOf(values: SlotValues): JsonObject | null {
  const metadata = memberOf(values.get(7), "metadata");
  return isJsonObject(metadata) ? metadata : null;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

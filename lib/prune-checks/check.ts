import type { Finding } from "@/lib/integrity/finding";
import { FormatError } from "@/lib/proof/format-error";
import { parseEntryData } from "@/lib/proof/header";
import { parseStreamHead } from "@/lib/proof/heads";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";
import { retentionDaysMin } from "@/lib/retention/model";

/** What is known of the last prune of one stream; times as PostgreSQL writes them. */
export type PrunedStream = {
  stream: string;
  slot: number;
  /** Entries that were pruned, and the header of the last of them. */
  size: number;
  lastHeader: string;
  prunedAt: string;
  /** What the prune was planned as; null when that is gone. */
  plan: { cutoffAt: string; retentionDays: number; isHeld: boolean } | null;
  /** The entry of the stream that says so. */
  record: { idx: number; recordedAt: string; fields: string } | null;
  /** The first entry that stays. */
  kept: { idx: number; recordedAt: string } | null;
  /** The newest sealed head, and whether it was sealed well after the prune. */
  head: { text: string; isLater: boolean } | null;
};

type Wrong = { expected: string; found: string; why: string };

const dayMs = 86_400_000;

/** What does not hold of a prune, against the log, the retention, the holds and the seals. */
export function checkPrune(pruned: PrunedStream): Finding | null {
  const wrong =
    findUnrecorded(pruned) ??
    findWrongCut(pruned) ??
    findBeforeItsTime(pruned) ??
    findUnsealed(pruned);
  if (wrong === null) return null;
  const { slot, size, record, kept } = pruned;
  const places = [record?.idx, kept?.idx].filter((idx) => idx !== undefined);
  return {
    kind: "pruned",
    firstIdx: places.length === 0 ? null : Math.min(...places),
    lastIdx: places.length === 0 ? null : Math.max(...places),
    clientSlot: slot,
    sidx: size,
    ...wrong,
  };
}

function findUnrecorded({
  stream,
  size,
  lastHeader,
  record,
}: PrunedStream): Wrong | null {
  const why = "entries are gone, and no entry of their stream says so";
  if (record === null) return { expected: "log.pruned", found: "nothing", why };
  const said = readRecord(record.fields);
  const expected = `${stream} below ${size}`;
  const found = `${said?.stream} below ${said?.below}`;
  if (expected !== found) return { expected: found, found: expected, why };
  if (said?.last_header === lastHeader) return null;
  const other = "the last pruned entry is not the one the log named";
  return { expected: String(said?.last_header), found: lastHeader, why: other };
}

/** The cut lies between the last entry pruned and the first one kept. */
function findWrongCut({ lastHeader, record, kept, plan }: PrunedStream): Wrong | null {
  const cutoff = readRecord(record?.fields ?? "null")?.cutoff;
  const lastAt = readTime(lastHeader);
  const why = "the prune cut elsewhere than the log said";
  if (typeof cutoff !== "string" || lastAt === null) {
    return { expected: "a time", found: String(cutoff), why };
  }
  const isBetween = lastAt < cutoff && (kept === null || cutoff <= kept.recordedAt);
  if (!isBetween) return { expected: cutoff, found: `${lastAt} is the last`, why };
  if (plan === null || plan.cutoffAt === cutoff) return null;
  return { expected: cutoff, found: plan.cutoffAt, why };
}

/** Within the retention that was in force, or under a hold. */
function findBeforeItsTime({ record, plan }: PrunedStream): Wrong | null {
  const cutoff = String(readRecord(record?.fields ?? "null")?.cutoff);
  const days = Math.max(retentionDaysMin, plan?.retentionDays ?? 0);
  const latest = Date.parse(record?.recordedAt ?? "") - days * dayMs;
  if (Date.parse(cutoff) > latest) {
    const expected = `${days} days before ${record?.recordedAt}`;
    return { expected, found: cutoff, why: "entries were pruned within their retention" };
  }
  if (!plan?.isHeld) return null;
  const why = "entries were pruned under a legal hold";
  return { expected: "entries on hold", found: "a prune", why };
}

/** A head never says that more was pruned, nor, once sealed after it, that less was. */
function findUnsealed({ size, head }: PrunedStream): Wrong | null {
  if (head === null) return null;
  const minIndex = readMinIndex(head.text);
  const isSame = minIndex === size || (!head.isLater && minIndex < size);
  if (isSame) return null;
  const why = "what was pruned is not what was sealed";
  return { expected: `below ${minIndex}`, found: `below ${size}`, why };
}

function readRecord(fields: string): JsonObject | null {
  const texts = JSON.parse(fields) as (string | null)[] | null;
  const rest = texts?.[7];
  const value = typeof rest === "string" ? parseIfJson(rest) : null;
  const said = isJsonObject(value) ? value.metadata : undefined;
  return isJsonObject(said) ? said : null;
}

/** Whoever edits a record may leave anything there. */
function parseIfJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

function readTime(header: string): string | null {
  return readOrNull(() => parseEntryData(header).recordedAt);
}

function readMinIndex(head: string): number {
  return readOrNull(() => parseStreamHead(head).minIndex) ?? -1;
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

import { formatHex, parseHex } from "@/lib/proof/bytes";
import { entryVersion, isInstant, organizationVersion } from "@/lib/proof/chain";
import { appendLeaf } from "@/lib/proof/frontier";
import { hashLeafText } from "@/lib/proof/hash";
import {
  type ChainState,
  createChain,
  type LogState,
  type StreamState,
} from "./chain-state";
import { computeKeptRoot, computeRoot } from "./content-root";
import { findColumnMismatch } from "./derived";
import { findUnrecorded } from "./erasure-record";
import type { Finding, FindingKind } from "./finding";
import type { LogContent, LogRow } from "./log-row";

/**
 * Takes one entry into the state, or says what does not hold. After a finding that is not
 * local the state is at the entry before, and the walk is over: no later link means much.
 */
export function walkRow(state: LogState, row: LogRow): Finding[] {
  const broken = findBreak(state, row);
  if (broken !== null) return [broken];
  const local = row.content === null ? null : checkContent(state.name, row, row.content);
  advance(state, row);
  return local === null ? [] : [local];
}

/**
 * Takes the place of a pruned entry, which the organization's chain goes on over while its
 * client's stream begins after it (docs/format.md, section 6).
 */
export function walkLink(state: LogState, row: LogRow): Finding[] {
  const { chain, name } = state;
  const stream = state.streams.get(row.slot);
  const isPruned = stream !== undefined && row.sidx < stream.minIndex;
  const broken =
    findGap(chain, row) ??
    findRetreat(chain, row) ??
    (isPruned ? null : describeUnpruned(row)) ??
    findOrganizationBreak(name, row) ??
    findUnlinked(chain, undefined, { ...row, prevHash: createChain().lastHash });
  if (broken !== null) return [broken];
  extend(chain, row.orgHash, row.recordedAt);
  return [];
}

function describeUnpruned(row: LogRow): Finding {
  const why = "the entry is gone, and no prune of its stream says so";
  return at(row, "pruned", ["an entry or its prune", "neither"], why);
}

/** The state after the entry, which must have been found to follow. */
function advance({ chain, streams }: LogState, row: LogRow): void {
  const stream = streams.get(row.slot) ?? createStream(row);
  streams.set(row.slot, stream);
  stream.lastIdx = row.idx;
  extend(stream, row.hash, row.recordedAt);
  extend(chain, row.orgHash, row.recordedAt);
}

function extend(chain: ChainState, hash: string, recordedAt: string): void {
  chain.frontier = appendLeaf(chain.frontier, parseHex(hash));
  chain.lastHash = hash;
  chain.lastRecordedAt = recordedAt;
}

function createStream(row: LogRow): StreamState {
  const clientId = row.content?.columns.client_id ?? null;
  return { ...createChain(), clientId, lastIdx: null };
}

function findBreak(state: LogState, row: LogRow): Finding | null {
  const { chain } = state;
  const stream = state.streams.get(row.slot);
  return (
    findGap(chain, row) ??
    findRetreat(chain, row) ??
    findStreamGap(stream, row) ??
    findHashBreak(state, stream, row)
  );
}

function findGap({ frontier: { size } }: ChainState, row: LogRow): Finding | null {
  if (row.idx === size) return null;
  const last = row.idx > size ? row.idx - 1 : size;
  const why = row.idx > size ? "entries are missing" : "an entry is there twice";
  const place = { firstIdx: size, lastIdx: last, clientSlot: null, sidx: null };
  return { kind: "missing", ...place, expected: `#${size}`, found: `#${row.idx}`, why };
}

function findRetreat({ lastRecordedAt }: ChainState, row: LogRow): Finding | null {
  if (!isInstant(row.recordedAt)) {
    const why = "the time is not written as it must be";
    return at(row, "order", ["a UTC time in microseconds", row.recordedAt], why);
  }
  if (lastRecordedAt === null || row.recordedAt >= lastRecordedAt) return null;
  const why = "the entry is older than the one before it";
  return at(row, "order", [`${lastRecordedAt} or later`, row.recordedAt], why);
}

function findStreamGap(stream: StreamState | undefined, row: LogRow): Finding | null {
  const size = stream?.frontier.size ?? 0;
  if (row.sidx === size) return null;
  const why = "the entry is not the next of its client's stream";
  return at(row, "missing", [`place ${size}`, `place ${row.sidx}`], why);
}

/** Recomputed from the header, so an entry that holds follows from all before it. */
function findHashBreak(
  { name, chain }: LogState,
  stream: StreamState | undefined,
  row: LogRow,
): Finding | null {
  return (
    findHeaderBreak(name, row) ??
    findOrganizationBreak(name, row) ??
    findUnlinked(chain, stream, row)
  );
}

function findHeaderBreak(name: string, row: LogRow): Finding | null {
  const streamName = `${name}/c/${row.slot}`;
  const body = `${row.fieldCount} ${row.bodyRoot}`;
  const link = `${streamName}\n${row.sidx}\n${row.recordedAt}\n${row.prevHash}`;
  const hash = hashText(`${entryVersion}\n${link}\n${body}\n`);
  if (hash === row.hash) return null;
  return at(row, "header", [row.hash, hash], "the header is not what was recorded");
}

function findOrganizationBreak(name: string, row: LogRow): Finding | null {
  const place = `${name}\n${row.idx}\n${row.recordedAt}\n${row.orgPrevHash}`;
  const entry = `${row.slot} ${row.sidx} ${row.hash}`;
  const orgHash = hashText(`${organizationVersion}\n${place}\n${entry}\n`);
  if (orgHash === row.orgHash) return null;
  const why = "the entry is not the one the organization's chain recorded here";
  return at(row, "header", [row.orgHash, orgHash], why);
}

function findUnlinked(
  chain: ChainState,
  stream: StreamState | undefined,
  row: LogRow,
): Finding | null {
  const why = "the entry does not follow the one before it";
  if (row.orgPrevHash !== chain.lastHash) {
    const finding = at(row, "link", [chain.lastHash, row.orgPrevHash], why);
    return { ...finding, firstIdx: Math.max(0, row.idx - 1) };
  }
  const known = stream?.lastHash ?? createChain().lastHash;
  if (row.prevHash === known) return null;
  const finding = at(row, "link", [known, row.prevHash], `${why} in its client's stream`);
  return { ...finding, firstIdx: stream?.lastIdx ?? row.idx };
}

function hashText(text: string): string {
  return formatHex(hashLeafText(text));
}

/** An entry by itself, whatever stands before it: content, columns and its own hashes. */
export function checkRowAlone(name: string, row: LogRow): Finding | null {
  const content = row.content === null ? null : checkContent(name, row, row.content);
  return content ?? findHeaderBreak(name, row) ?? findOrganizationBreak(name, row);
}

/** The texts against the body root that the chain holds, and the columns against the texts. */
function checkContent(name: string, row: LogRow, content: LogContent): Finding | null {
  const { entryKey, fields, columns } = content;
  const isWhole = entryKey !== null && !fields.includes(null);
  const unrecorded = isWhole ? null : findUnrecorded(name, row, content);
  if (unrecorded !== null) return at(row, "erased", unrecorded.texts, unrecorded.why);
  const root = isWhole
    ? computeRoot(entryKey, fields as string[])
    : computeKeptRoot(content);
  if (root !== row.bodyRoot || fields.length !== row.fieldCount) {
    const why = "the content is not what was recorded";
    return at(row, "content", [row.bodyRoot, root], why);
  }
  const wrong = findColumnMismatch(fields, columns);
  if (wrong === null) return null;
  const why = `the column ${wrong.column} does not say what was recorded`;
  return at(row, "column", [wrong.expected, wrong.found], why);
}

function at(
  row: LogRow,
  kind: FindingKind,
  [expected, found]: [string, string],
  why: string,
): Finding {
  const { idx, slot, sidx } = row;
  const place = { firstIdx: idx, lastIdx: idx, clientSlot: slot, sidx };
  return { kind, ...place, expected, found, why };
}
